import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { isIsoInstant } from "../calendar/index.ts";
import { ValidationError } from "../errors.ts";

/** In the order of moments with the same time and id. Senders choose ids, so an event and a page view may share one. */
const KINDS = ["event", "failedRequest", "pageView", "session"] as const;
export type MomentKind = (typeof KINDS)[number];

export interface TimelinePosition {
  kind: MomentKind;
  /** UUIDv7. */
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
}

export type IsBefore = (columns: RawBuilder<unknown>) => RawBuilder<boolean>;

/** Newest first, and a total order, so that pages neither skip nor repeat a moment. */
export function comparePositions(a: TimelinePosition, b: TimelinePosition): number {
  return compareText(b.at, a.at) || compareText(b.id, a.id) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
}

/** The condition on the columns of time and id that moments of a kind come after a position; true for none. */
export function createIsBefore(after: TimelinePosition | null, kind: MomentKind): IsBefore {
  if (!after) return () => sql<boolean>`true`;
  const comparison = KINDS.indexOf(kind) > KINDS.indexOf(after.kind) ? sql`<=` : sql`<`;

  return (columns) => sql<boolean>`${columns} ${comparison} (${after.at}::timestamptz, ${after.id}::uuid)`;
}

export function formatCursor({ at, id, kind }: TimelinePosition): string {
  return `${at}_${id}_${kind}`;
}

/** @throws {ValidationError} if the cursor is malformed. */
export function parseCursor(cursor: string): TimelinePosition {
  const [at = "", id = "", last] = cursor.split("_");
  const kind = KINDS.find((each) => each === last);
  if (!kind || !isIsoInstant(at) || !UUID_PATTERN.test(id))
    throw new ValidationError(null, "The cursor is not from this timeline. Start without a cursor.");

  return { at, id, kind };
}

const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
