import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventFilter, StoredEvent } from "../../events/index.ts";
import { feedHorizon, filterCondition, toStoredEvent, writeCursor } from "../../events/index.ts";
import { latestRows } from "./latest.sql.ts";
import type { QueryContext } from "../query-context.ts";
import { ValidationError } from "../../errors.ts";

export interface LatestInput extends EventFilter {
  /** 1 to 200; default 50. */
  limit?: number;
  /** Where the page before ended: its `nextCursor`. */
  cursor?: string;
}

export interface LatestEvents {
  /** Newest first, in the order of arrival. */
  items: StoredEvent[];
  /** The next, older page; null at the end. */
  nextCursor: string | null;
  /** On the first page: where a live subscription may start so that nothing is lost between. Null on later pages. */
  liveCursor: string | null;
}

/** The newest events that pass the filter, with their people. Pages by a cursor, so new arrivals shift nothing. */
export async function listLatest(context: QueryContext, input: LatestInput): Promise<LatestEvents> {
  const { limit = 50, cursor, ...filter } = input;
  // The horizon is taken first: what commits between the two reads comes twice, never not at all.
  const liveCursor = cursor === undefined ? writeCursor(await feedHorizon(context.em)) : null;

  const rows = await latestRows(context.em, {
    condition: await filterCondition(context.em, context.catalog, filter),
    isOlder: olderThan(cursor),
    isSearch: isSearch(filter),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(toStoredEvent);
  const last = items.at(-1);

  return {
    items,
    nextCursor: rows.length > limit && last ? `${last.receivedAt}_${last.id}` : null,
    liveCursor,
  };
}

/** Whether what is input for may be frequent or rare. Activities have indexes of their own in the order of the feed. */
function isSearch({ name, metadata, activity }: EventFilter): boolean {
  return !activity && (name !== undefined || metadata !== undefined);
}

const cursorPattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function olderThan(cursor: string | undefined): RawBuilder<boolean> {
  if (cursor === undefined) return sql`true`;

  const [, receivedAt, id] = cursorPattern.exec(cursor) ?? [];
  if (!receivedAt || !isMoment(receivedAt))
    throw new ValidationError(null, "The cursor is not one that this list gave out; start without one.");

  return sql`(event.received_at, event.id) < (${receivedAt}::timestamptz, ${id}::uuid)`;
}

/** The 30th of February parses, but is none. */
function isMoment(iso: string): boolean {
  const time = Date.parse(iso);

  return !Number.isNaN(time) && new Date(time).toISOString() === iso;
}
