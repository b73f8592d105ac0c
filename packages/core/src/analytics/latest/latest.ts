import { isIsoInstant } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";
import type { EventFilter, SelectedKind, StoredEvent } from "../../events/index.ts";
import {
  getFeedHorizon,
  filterCondition,
  toStoredEvent,
  formatCursor,
  withInstants,
} from "../../events/index.ts";
import type { QueryContext } from "../query-context.ts";
import { findLatest } from "./latest.sql.ts";

export interface LatestInput extends EventFilter {
  /** Default `event`, or `all` with a condition on the resource. */
  kind?: SelectedKind;
  /** 1 to 200; default 50. */
  limit?: number;
  cursor?: string;
}

export interface LatestEvents {
  /** Newest first, in order of arrival. */
  items: StoredEvent[];
  /** The cursor of the next, older page; null at the end. */
  nextCursor: string | null;
  /** On the first page, where a live subscription can start without missing an event. Null on later pages. */
  liveCursor: string | null;
}

/** Activities are listed only when they are asked for, which a condition on their resource does. */
export function getDefaultKind({ resourceType, resourceId }: EventFilter): SelectedKind {
  return resourceType === undefined && resourceId === undefined ? "event" : "all";
}

/** Pages by cursor, so new arrivals shift nothing. @throws {ValidationError} if the cursor or a time is malformed. */
export async function listLatest(context: QueryContext, input: LatestInput): Promise<LatestEvents> {
  const { limit = 50, cursor, kind = getDefaultKind(input), ...conditions } = input;
  const filter = { ...withInstants(conditions, context.timeZone), kind };
  // Before the events are read: an event that commits in between is delivered twice instead of never.
  const liveCursor = cursor === undefined ? formatCursor(await getFeedHorizon(context.em)) : null;

  const rows = await findLatest(context.em, {
    condition: await filterCondition(context.em, context.catalog, filter),
    olderThan: cursor === undefined ? null : parseCursor(cursor),
    isSelective: isSelective(filter),
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

/** Activities have indexes of their own in feed order. */
function isSelective({ name, metadata, kind }: EventFilter): boolean {
  return kind !== "activity" && (name !== undefined || metadata !== undefined);
}

const CURSOR_PATTERN =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function parseCursor(cursor: string): { receivedAt: string; id: string } {
  const [, receivedAt, id] = CURSOR_PATTERN.exec(cursor) ?? [];
  if (!receivedAt || !id || !isIsoInstant(receivedAt))
    throw new ValidationError(null, "The cursor is not from this list. Start without a cursor.");

  return { receivedAt, id };
}
