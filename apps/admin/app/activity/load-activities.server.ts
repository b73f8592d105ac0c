import type { StoredEvent } from "@admin-events/client/query";
import type { PanelContext } from "../load-context.ts";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersForApi } from "./filters-in-url.ts";
import type { ResourceUsers } from "./resource-link.tsx";

/** The newest matching activities, with the users among their resources. */
export async function loadActivities(api: PanelContext["api"], filters: ActivityFilters) {
  const firstPage = await api.list_latest(filtersForApi(filters));

  return { firstPage, users: await loadResourceUsers(api, firstPage.items) };
}

function loadResourceUsers(api: PanelContext["api"], events: readonly StoredEvent[]): Promise<ResourceUsers> {
  const ids = events.flatMap(({ resourceType, resourceId }) =>
    resourceType === "user" && resourceId !== null ? resourceId : [],
  );

  return ids.length === 0
    ? Promise.resolve({})
    : api.activity.resolveResourceUsers({ ids: [...new Set(ids)] });
}
