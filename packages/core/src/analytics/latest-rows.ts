import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventRow } from "../events/index.ts";
import { eventColumns, eventTablesOf } from "../events/index.ts";

interface Selection {
  /** What is looked for, and where the page begins; both over `event`. */
  condition: RawBuilder<boolean>;
  isOlder: RawBuilder<boolean>;
  /** Whether the condition may select anything from most events to one of millions. */
  isSearch: boolean;
  limit: number;
}

/** So many of the newest events are read one by one before the indexes of the filter are asked. */
const readInOrder = 20_000;

/**
 * The newest events that a condition selects, newest first. What many events have is found among the newest of all; what
 * few have is found by the indexes of the filter and then put in order. Neither alone is fast for both.
 */
export async function latestRows(
  em: EntityManager,
  { condition, isOlder, isSearch, limit }: Selection,
): Promise<EventRow[]> {
  const newestFirst = (most: number) => sql`order by event.received_at desc, event.id desc limit ${most}`;
  const matching = sql`select * from events as event where ${condition} and ${isOlder}`;
  if (!isSearch) return rowsOf(em, sql`(${matching} ${newestFirst(limit)})`);

  const newest = sql`(select * from events as event where ${isOlder} ${newestFirst(readInOrder)})`;
  const rows = await rowsOf(
    em,
    sql`(select * from ${newest} as event where ${condition} ${newestFirst(limit)})`,
  );
  if (rows.length === limit) return rows;

  // `offset 0` is a fence: the choice of an index must not hope to meet enough of a rare kind on the way.
  return rowsOf(em, sql`(select * from (${matching} offset 0) as event ${newestFirst(limit)})`);
}

async function rowsOf(em: EntityManager, events: RawBuilder<unknown>): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns}
    from ${eventTablesOf(events)}
    order by event.received_at desc, event.id desc`.execute(em.getKysely());

  return rows;
}
