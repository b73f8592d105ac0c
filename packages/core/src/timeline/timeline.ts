import type { EntityManager } from "@admin-events/db";
import { resolvePersonIds } from "../events/index.ts";
import { eventsOfPerson } from "./events-of-person.ts";
import type { EventMoment } from "./events-of-person.ts";
import type { PageViewMoment, SessionMoment } from "./visits-of-person.ts";
import { pageViewsOfPerson, sessionsOfPerson } from "./visits-of-person.ts";
import { ValidationError } from "../errors.ts";

/** One thing in a person's life, told apart by `kind`. */
export type Moment = EventMoment | SessionMoment | PageViewMoment;

/** What every kind of moment has. */
export interface MomentBase<Kind extends string> {
  kind: Kind;
  /** UUIDv7. */
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
}

/** A place on the line of time. */
interface TimelinePlace {
  at: string;
  id: string;
}

export interface TimelineInput {
  /** The numbers under which the person's rows are stored. */
  people: readonly number[];
  /** Only what lies before; null for everything. */
  before: TimelinePlace | null;
  limit: number;
}

/** Reads one kind of moments, the newest first, in the order of `at` and then `id`. */
type ReadMoments = (em: EntityManager, input: TimelineInput) => Promise<Moment[]>;

/** Every kind of moment a timeline holds. A further kind is a reader here, a member of `Moment`, and a row in the panel. */
const readers: readonly ReadMoments[] = [eventsOfPerson, sessionsOfPerson, pageViewsOfPerson];

export interface Timeline {
  /** Newest first. */
  moments: Moment[];
  /** The next, older page; null at the end. */
  nextCursor: string | null;
}

/** What is known of a person, of all kinds, on one line of time. @throws {ValidationError} for a cursor from elsewhere. */
export async function getTimeline(
  em: EntityManager,
  { userId, cursor, limit = 50 }: { userId: string; cursor?: string; limit?: number },
): Promise<Timeline> {
  const people = await resolvePersonIds(em, userId);
  const input = { people, before: cursor === undefined ? null : placeFrom(cursor), limit: limit + 1 };
  const found = await Promise.all(readers.map((read) => read(em, input)));

  const all = found.flat().toSorted((a, b) => compare(b.at, a.at) || compare(b.id, a.id));
  const moments = all.slice(0, limit);
  const last = moments.at(-1);
  return { moments, nextCursor: all.length > limit && last ? `${last.at}_${last.id}` : null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeFrom(cursor: string): TimelinePlace {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (!at || !id || Number.isNaN(Date.parse(at)))
    throw new ValidationError(null, "The cursor is not one that this timeline gave out; start without one.");

  return { at, id };
}
