import { sql } from "kysely";
import type { LatestEvents, QueryContext } from "../../analytics/index.ts";
import { listLatest } from "../../analytics/index.ts";
import type { EventRow, StoredEvent } from "../../events/index.ts";
import { eventColumns, eventTables, filterCondition, toStoredEvent } from "../../events/index.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { eventFilterOf } from "./activity-filter.ts";
import { ValidationError } from "../../errors.ts";
import { tables } from "@admin-events/db";

export interface ActivityInput extends ActivityFilter {
  /** 1 to 1,000; default 50. */
  limit?: number;
  /** Where the page before ended: its `nextCursor`. */
  cursor?: string;
}

/** The entries that pass the filter with their actors, newest first, by a cursor that new entries do not shift. */
export function listActivities(context: QueryContext, input: ActivityInput = {}): Promise<LatestEvents> {
  const { limit, cursor, ...filter } = input;

  return listLatest(context, { ...eventFilterOf(filter), limit, cursor });
}

/** The newest entries, twenty unless said otherwise. */
export async function listRecentActivities(context: QueryContext, limit = 20): Promise<StoredEvent[]> {
  const { items } = await listActivities(context, { limit });

  return items;
}

/** What a person did; takes whatever {@link listActivities} takes besides. */
export function listUserActivities(
  context: QueryContext,
  userId: string,
  input: Omit<ActivityInput, "actor"> = {},
): Promise<LatestEvents> {
  return listActivities(context, { ...input, actor: userId });
}

/** How many entries pass the filter. */
export async function countActivities(
  { em, catalog }: Pick<QueryContext, "em" | "catalog">,
  filter: ActivityFilter = {},
): Promise<number> {
  const condition = await filterCondition(em, catalog, eventFilterOf(filter));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${tables.events} as event where ${condition}`.execute(em.getKysely());

  return rows[0]?.count ?? 0;
}

export interface ActivityPageInput extends ActivityFilter {
  /** From 1; default 1. */
  page?: number;
  /** 1 to 200; default 50. */
  perPage?: number;
}

/** One numbered page. */
export interface ActivityPage {
  /** Newest first. */
  items: StoredEvent[];
  /** Entries on all pages. */
  total: number;
  page: number;
  perPage: number;
  /** At least 1. */
  totalPages: number;
}

/**
 * A page by its number. Counts and skips, so it is for small logs and old habits: a cursor is faster, and new entries
 * do not shift it.
 *
 * @throws {ValidationError} for a page before the first.
 */
export async function listActivityPage(
  context: Pick<QueryContext, "em" | "catalog">,
  { page = 1, perPage = 50, ...filter }: ActivityPageInput = {},
): Promise<ActivityPage> {
  if (page < 1 || perPage < 1) throw new ValidationError(null, "page and perPage must be 1 or more.");
  const condition = await filterCondition(context.em, context.catalog, eventFilterOf(filter));
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from ${eventTables}
    where ${condition}
    order by event.received_at desc, event.id desc
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(context.em.getKysely());
  const total = await countActivities(context, filter);

  return {
    items: rows.map(toStoredEvent),
    total,
    page,
    perPage,
    totalPages: Math.max(1, Math.ceil(total / perPage)),
  };
}
