import { sql } from "kysely";
import type { QueryContext } from "../../analytics/index.ts";
import { ValidationError } from "../../errors.ts";
import type { EventRow, StoredEvent } from "../../events/index.ts";
import { eventColumns, eventTables, filterCondition, toStoredEvent } from "../../events/index.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { toEventFilter } from "./activity-filter.ts";
import { countActivities } from "./list-activities.ts";

export interface ActivityPageInput extends ActivityFilter {
  /** From 1; default 1. */
  page?: number;
  /** 1 to 200; default 50. */
  perPage?: number;
}

export interface ActivityPage {
  items: StoredEvent[];
  total: number;
  page: number;
  perPage: number;
  totalPages: number;
}

/**
 * A page by its number. It counts and skips rows, so `listActivities`, which uses a cursor, is faster for large logs.
 *
 * @throws {ValidationError} if `page` or `perPage` is less than 1.
 */
export async function listActivityPage(
  context: Pick<QueryContext, "em" | "catalog" | "timeZone">,
  { page = 1, perPage = 50, ...filter }: ActivityPageInput = {},
): Promise<ActivityPage> {
  if (page < 1 || perPage < 1) throw new ValidationError(null, "page and perPage must be 1 or more.");
  const condition = await filterCondition(
    context.em,
    context.catalog,
    toEventFilter(filter, context.timeZone),
  );
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
