import type { EntityManager } from "@admin-events/db";
import { getSchema, quoteSchema, tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventRow } from "../../events/index.ts";
import { eventColumns, joinEventTables } from "../../events/index.ts";

interface LatestSelection {
  condition: RawBuilder<boolean>;
  /** Only events that arrived before this one; null for all. */
  olderThan: { receivedAt: string; id: string } | null;
  /** Whether the condition may match anything from most events to very few. */
  isSelective: boolean;
  limit: number;
  /** The number of newest events to scan first. Default 20,000. */
  sampleSize?: number;
}

/** Scans the newest `sampleSize` events first. If they do not fill the page, their selectivity decides how to find the rest. */
export async function findLatest(
  em: EntityManager,
  { condition, olderThan, isSelective, limit, sampleSize = 20_000 }: LatestSelection,
): Promise<EventRow[]> {
  const isOlder = olderThan
    ? sql`(event.received_at, event.id) < (${olderThan.receivedAt}::timestamptz, ${olderThan.id}::uuid)`
    : sql`true`;
  const newestFirst = (count: number) => sql`order by event.received_at desc, event.id desc limit ${count}`;
  const matching = sql`select * from ${tables.events} as event where ${condition} and ${isOlder}`;
  if (!isSelective) return readRows(em, sql`(${matching} ${newestFirst(limit)})`);

  function scanNewest(count: number): Promise<EventRow[]> {
    const newest = sql`(select * from ${tables.events} as event where ${isOlder} ${newestFirst(count)})`;
    return readRows(em, sql`(select * from ${newest} as event where ${condition} ${newestFirst(limit)})`);
  }

  const sample = await scanNewest(sampleSize);
  if (sample.length === limit) return sample;

  const rowsToScan = (sampleSize * limit) / sample.length;
  const estimatedMatches = (sample.length / sampleSize) * (await estimateEventCount(em));
  if (rowsToScan < estimatedMatches) {
    const scanned = await scanNewest(Math.ceil(rowsToScan * 1.5));
    if (scanned.length === limit) return scanned;
  }

  // `offset 0` keeps the planner from choosing the ordered index for a rare value.
  return readRows(em, sql`(select * from (${matching} offset 0) as event ${newestFirst(limit)})`);
}

async function estimateEventCount(em: EntityManager): Promise<number> {
  const table = `${quoteSchema(getSchema(em))}.events`;
  const { rows } = await sql<{ count: number }>`
    select reltuples::float8 as count from pg_class where oid = ${table}::text::regclass`.execute(
    em.getKysely(),
  );

  return rows[0]?.count ?? 0;
}

async function readRows(em: EntityManager, events: RawBuilder<unknown>): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns}
    from ${joinEventTables(events)}
    order by event.received_at desc, event.id desc`.execute(em.getKysely());

  return rows;
}
