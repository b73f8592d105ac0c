import type { ActivityFilter } from "@admin-events/core/activity";
import { countActivities, findActivity, listActivities, listActivityPage } from "@admin-events/core/activity";
import type { LatestEvents } from "@admin-events/core/analytics";
import type { StoredEvent } from "@admin-events/core/events";
import { TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { toQueryContext } from "./to-query-context.ts";

type ActivityPage = Awaited<ReturnType<typeof listActivityPage>>;

/** The activity log as far as a caller may read it. Filters for another actor throw FORBIDDEN. */
export interface ActivityLog {
  list: (input: ActivityFilter & { limit?: number; cursor?: string | null }) => Promise<LatestEvents>;
  page: (input: ActivityFilter & { page?: number; perPage?: number }) => Promise<ActivityPage>;
  count: (filter: ActivityFilter) => Promise<number>;
  /** Null if there is no such entry, or the caller may not read it. */
  get: (id: string) => Promise<StoredEvent | null>;
}

/** @param ownActor the application's user id of the only actor whose entries are visible; null for all entries. */
export function createActivityLog(ctx: ApiContext, ownActor: string | null): ActivityLog {
  const context = toQueryContext(ctx);

  function restrict<Filter extends ActivityFilter>(filter: Filter): Filter {
    if (ownActor === null) return filter;
    if (filter.actor !== undefined && filter.actor !== ownActor)
      throw new TRPCError({ code: "FORBIDDEN", message: "You can only read your own entries." });

    return { ...filter, actor: ownActor };
  }

  // Async, so that a filter that is not allowed rejects instead of throwing.
  return {
    list: async ({ cursor, ...input }) =>
      listActivities(context, { ...restrict(input), cursor: cursor ?? undefined }),
    page: async (input) => listActivityPage(context, restrict(input)),
    count: async (filter) => countActivities(context, restrict(filter)),
    async get(id) {
      const entry = await findActivity(ctx.reader, id);
      const isVisible = ownActor === null || entry?.user?.id === ownActor;

      return isVisible ? entry : null;
    },
  };
}
