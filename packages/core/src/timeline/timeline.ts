import type { EntityManager } from "@admin-events/db";
import { resolvePersonIds } from "../events/index.ts";
import type { EventMoment } from "./list-events.sql.ts";
import { listEvents } from "./list-events.sql.ts";
import type { FailedRequestMoment } from "./list-failed-requests.sql.ts";
import { listFailedRequests } from "./list-failed-requests.sql.ts";
import type { PageViewMoment, SessionMoment } from "./list-visits.sql.ts";
import { listPageViews, listSessions } from "./list-visits.sql.ts";
import type { IsBefore, MomentKind, TimelinePosition } from "./timeline-cursor.ts";
import { comparePositions, createIsBefore, formatCursor, parseCursor } from "./timeline-cursor.ts";

/** An entry of a person's timeline, discriminated by `kind`. */
export type Moment = EventMoment | SessionMoment | PageViewMoment | FailedRequestMoment;

export interface MomentBase<Kind extends MomentKind> extends TimelinePosition {
  kind: Kind;
}

export interface TimelinePage {
  /** The internal ids of the person: the user's own, and those of linked visitors. */
  userIds: readonly number[];
  /** The condition on the columns of time and id that a moment is on this page or a later one. */
  isBefore: IsBefore;
  limit: number;
}

type ListMoments = (em: EntityManager, page: TimelinePage) => Promise<Moment[]>;

const lists: readonly [MomentKind, ListMoments][] = [
  ["event", listEvents],
  ["failedRequest", listFailedRequests],
  ["pageView", listPageViews],
  ["session", listSessions],
];

export interface Timeline {
  /** Newest first by when they happened, so imported history is among the rest. */
  moments: Moment[];
  /** The cursor of the next, older page; null at the end. */
  nextCursor: string | null;
}

/** @throws {ValidationError} if the cursor is malformed. */
export async function getTimeline(
  em: EntityManager,
  { userId, cursor, limit = 50 }: { userId: string; cursor?: string; limit?: number },
): Promise<Timeline> {
  const userIds = await resolvePersonIds(em, userId);
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await Promise.all(
    lists.map(([kind, list]) =>
      list(em, { userIds, isBefore: createIsBefore(after, kind), limit: limit + 1 }),
    ),
  );

  const all = found.flat().toSorted(comparePositions);
  const moments = all.slice(0, limit);
  const last = moments.at(-1);
  return { moments, nextCursor: all.length > limit && last ? formatCursor(last) : null };
}
