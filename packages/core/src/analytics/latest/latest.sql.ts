import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventRow } from "../../events/index.ts";
import { eventColumns, eventTablesOf } from "../../events/index.ts";
import { getSchema, quoteSchema, tables } from "@admin-events/db";

interface Selection {
  /** What is looked for, and where the page begins; both over `event`. */
  condition: RawBuilder<boolean>;
  isOlder: RawBuilder<boolean>;
  /** Whether the condition may select anything from most events to one of millions. */
  isSearch: boolean;
  limit: number;
  /** How many of the newest events are read at first. Default 20,000. */
  firstLook?: number;
}

/**
 * The newest events that a condition selects, newest first. What many events have is found among the newest of all; what
 * few have is found by the indexes of the filter and then put in order. Neither alone is fast for both, so a look at the
 * newest tells which of them has less to read.
 */
export async function latestRows(
  em: EntityManager,
  { condition, isOlder, isSearch, limit, firstLook = 20_000 }: Selection,
): Promise<EventRow[]> {
  const newestFirst = (most: number) => sql`order by event.received_at desc, event.id desc limit ${most}`;
  const matching = sql`select * from ${tables.events} as event where ${condition} and ${isOlder}`;
  if (!isSearch) return rowsOf(em, sql`(${matching} ${newestFirst(limit)})`);

  function amongNewest(count: number): Promise<EventRow[]> {
    const newest = sql`(select * from ${tables.events} as event where ${isOlder} ${newestFirst(count)})`;
    return rowsOf(em, sql`(select * from ${newest} as event where ${condition} ${newestFirst(limit)})`);
  }

  const found = await amongNewest(firstLook);
  if (found.length === limit) return found;

  // If what is older is like what was read.
  const untilEnough = (firstLook * limit) / found.length;
  const matchingInAll = (found.length / firstLook) * (await roughCount(em));
  if (untilEnough < matchingInAll) {
    const more = await amongNewest(Math.ceil(untilEnough * 1.5));
    if (more.length === limit) return more;
  }

  // `offset 0` is a fence: the choice of an index must not hope to meet enough of a rare kind on the way.
  return rowsOf(em, sql`(select * from (${matching} offset 0) as event ${newestFirst(limit)})`);
}

/** How many events there are, as PostgreSQL last counted them. */
async function roughCount(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select reltuples::float8 as count from pg_class
    where oid = ${`${quoteSchema(getSchema(em))}.events`}::regclass`.execute(em.getKysely());

  return rows[0]?.count ?? 0;
}

async function rowsOf(em: EntityManager, events: RawBuilder<unknown>): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns}
    from ${eventTablesOf(events)}
    order by event.received_at desc, event.id desc`.execute(em.getKysely());

  return rows;
}
