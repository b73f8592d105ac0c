import type { ResourceUsers, StoredEvent } from "../api/outputs.ts";
import type { PanelContext } from "../load-context.ts";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersForApi } from "./filters-in-url.ts";

/** The newest activities under filters, with the people among their resources. */
export async function loadActivities(api: PanelContext["api"], filters: ActivityFilters) {
  const firstPage = await api.list_latest(filtersForApi(filters));

  return { firstPage, users: await resourceUsers(api, firstPage.items) };
}

/** The people among the resources of some events. */
function resourceUsers(api: PanelContext["api"], events: readonly StoredEvent[]): Promise<ResourceUsers> {
  const ids = events.flatMap(({ resourceType, resourceId }) =>
    resourceType === "user" && resourceId !== null ? resourceId : [],
  );

  return ids.length === 0
    ? Promise.resolve({})
    : api.activity.resolveResourceUsers({ ids: [...new Set(ids)] });
}
