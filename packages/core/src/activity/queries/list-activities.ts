import { sql } from "kysely";
import type { LatestEvents, QueryContext } from "../../analytics/index.ts";
import { listLatest } from "../../analytics/index.ts";
import type { StoredEvent } from "../../events/index.ts";
import { filterCondition } from "../../events/index.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { toEventFilter } from "./activity-filter.ts";

export interface ActivityInput extends ActivityFilter {
  /** 1 to 1,000; default 50. */
  limit?: number;
  cursor?: string;
}

/** Activities with their actors, newest first. New activities do not shift the pages. */
export function listActivities(context: QueryContext, input: ActivityInput = {}): Promise<LatestEvents> {
  const { limit, cursor, ...filter } = input;

  return listLatest(context, { ...toEventFilter(filter, context.timeZone), limit, cursor });
}

export async function listRecentActivities(context: QueryContext, limit = 20): Promise<StoredEvent[]> {
  const { items } = await listActivities(context, { limit });

  return items;
}

export function listUserActivities(
  context: QueryContext,
  userId: string,
  input: Omit<ActivityInput, "actor"> = {},
): Promise<LatestEvents> {
  return listActivities(context, { ...input, actor: userId });
}

export async function countActivities(
  { em, catalog, timeZone }: Pick<QueryContext, "em" | "catalog" | "timeZone">,
  filter: ActivityFilter = {},
): Promise<number> {
  const { count } = await em
    .getKysely()
    .selectFrom("events as event")
    .select(sql<number>`count(*)::int`.as("count"))
    .where(await filterCondition(em, catalog, toEventFilter(filter, timeZone)))
    .executeTakeFirstOrThrow();

  return count;
}
