import type { FeedCursor } from "@admin-events/core/events";
import { formatCursor, isAfter, subscribeToFeed } from "@admin-events/core/events";
import { adminProcedure } from "../access.ts";
import type { LiveMessage } from "./on-event.ts";
import { onEventInput, toLiveMessage, toSubscription } from "./on-event.ts";

/** What a listener missed, and the cursor to ask with next. */
export interface NewEvents {
  cursor: string;
  messages: LiveMessage[];
}

/**
 * The live feed for listeners that cannot open a WebSocket and ask again and again: every event after `lastEventId`, or only
 * a cursor without one. Events that were changed later are not repeated.
 */
export const newEvents = adminProcedure
  .input(onEventInput.prefault({}))
  .query(async ({ ctx, input, signal }): Promise<NewEvents> => {
    const { feed } = ctx.runtime;
    const { filter, after } = toSubscription(ctx, input);
    // Before reading: everything up to here is visible by then.
    const here = feed.getCursor();
    if (after === null) return { cursor: formatCursor(here), messages: [] };
    if (isAtEnd(after, here)) return { cursor: formatCursor(after), messages: [] };

    const missed = subscribeToFeed(feed, () => ctx.runtime.rules.catalog, {
      filter,
      after,
      signal,
      endsWhenCaughtUp: true,
    });
    const messages: LiveMessage[] = [];
    for await (const message of missed) {
      if (message.type === "resync") messages.length = 0;
      messages.push(toLiveMessage(message));
    }

    const cursor = missed.getCursor();
    return { cursor: formatCursor(isAfter(here, cursor) ? here : cursor), messages };
  });

/** A cursor ahead of this process may come from another one, or from a database that was restored since; reading tells. */
function isAtEnd(cursor: FeedCursor, end: FeedCursor): boolean {
  return cursor.timeline === end.timeline && cursor.xid === end.xid && !isAfter(end, cursor);
}
