import type { EntityManager } from "@admin-events/db";
import { ValidationError } from "../errors.ts";
import { resolvePersonIds } from "../events/index.ts";
import type { EventMoment } from "./list-events.sql.ts";
import { listEvents } from "./list-events.sql.ts";
import type { PageViewMoment, SessionMoment } from "./list-visits.sql.ts";
import { listPageViews, listSessions } from "./list-visits.sql.ts";

/** An entry of a person's timeline, discriminated by `kind`. */
export type Moment = EventMoment | SessionMoment | PageViewMoment;

export interface MomentBase<Kind extends string> {
  kind: Kind;
  /** UUIDv7. */
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
}

interface TimelineCursor {
  at: string;
  id: string;
}

export interface TimelinePage {
  /** The internal ids of the person: the user's own, and those of linked visitors. */
  userIds: readonly number[];
  /** Only moments before it; null for all. */
  before: TimelineCursor | null;
  limit: number;
}

/** Lists moments of one kind, newest first by `at` and then `id`. */
type ListMoments = (em: EntityManager, page: TimelinePage) => Promise<Moment[]>;

const lists: readonly ListMoments[] = [listEvents, listSessions, listPageViews];

export interface Timeline {
  /** Newest first. */
  moments: Moment[];
  /** The cursor of the next, older page; null at the end. */
  nextCursor: string | null;
}

/**
 * Reads a page of a person's events, sessions and page views.
 *
 * @throws {ValidationError} if the cursor is malformed.
 */
export async function getTimeline(
  em: EntityManager,
  { userId, cursor, limit = 50 }: { userId: string; cursor?: string; limit?: number },
): Promise<Timeline> {
  const userIds = await resolvePersonIds(em, userId);
  const page = { userIds, before: cursor === undefined ? null : parseCursor(cursor), limit: limit + 1 };
  const found = await Promise.all(lists.map((list) => list(em, page)));

  const all = found.flat().toSorted((a, b) => compareText(b.at, a.at) || compareText(b.id, a.id));
  const moments = all.slice(0, limit);
  const last = moments.at(-1);
  return { moments, nextCursor: all.length > limit && last ? `${last.at}_${last.id}` : null };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parseCursor(cursor: string): TimelineCursor {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (!at || !id || Number.isNaN(Date.parse(at)))
    throw new ValidationError(null, "The cursor is not from this timeline. Start without a cursor.");

  return { at, id };
}
