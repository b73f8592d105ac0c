import { getDefaultKind } from "@admin-events/core/analytics";
import type {
  EventFilter,
  FeedCursor,
  NextEvents,
  StoredEvent,
  SubscriptionMessage,
} from "@admin-events/core/events";
import { formatCursor, parseCursor, subscribeToFeed, withInstants } from "@admin-events/core/events";
import type { TrackedEnvelope } from "@trpc/server";
import { tracked, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { eventFilterInput } from "../inputs.ts";
import { adminProcedure, assertStillAuthorized } from "../access.ts";
import { withHeartbeats } from "../with-heartbeats.ts";

/**
 * A message of the live feed. Events of one feed page arrive together, in commit order; `announced` events were changed
 * and replace the copies that the subscriber has. `resync`: the subscriber missed events and must reload the history.
 */
export type LiveMessage =
  | { type: "events"; events: readonly StoredEvent[]; announced: boolean }
  | { type: "heartbeat" }
  | { type: "resync" };

export const onEventInput = eventFilterInput.extend({
  /** The cursor to resume from: a `liveCursor` or the id of the last message. tRPC links send it on reconnect. */
  lastEventId: z.string().max(100).nullish(),
});

const HEARTBEAT_INTERVAL_MS = 15_000;
const AUTHORIZATION_CHECK_INTERVAL_MS = 60_000;

/** Streams events after their commit, at least once. Every message, including heartbeats, carries a resume cursor. */
export const onEvent = adminProcedure.input(onEventInput.prefault({})).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<TrackedEnvelope<LiveMessage>> {
  const { runtime } = ctx;
  let checkedAt = Date.now();

  const feedMessages = subscribeToFeed(runtime.feed, () => runtime.rules.catalog, {
    ...toSubscription(ctx, input),
    signal,
  });
  yield tracked(formatCursor(feedMessages.getCursor()), { type: "heartbeat" });

  for await (const message of withHeartbeats(feedMessages, HEARTBEAT_INTERVAL_MS, signal)) {
    if (Date.now() - checkedAt > AUTHORIZATION_CHECK_INTERVAL_MS) {
      checkedAt = Date.now();
      await assertStillAuthorized(ctx, "subscription");
    }
    await ctx.waitForReader?.();
    yield tracked(formatCursor(message?.cursor ?? feedMessages.getCursor()), toLiveMessage(message));
  }
});

/** The filter and the cursor of an input. */
export function toSubscription(
  { timeZone }: ApiContext,
  { filter: metadata, lastEventId, ...filter }: z.output<typeof onEventInput>,
): { filter: EventFilter; after: FeedCursor | null } {
  return {
    filter: { ...withInstants(filter, timeZone), kind: filter.kind ?? getDefaultKind(filter), metadata },
    after: lastEventId ? parseLastEventId(lastEventId) : null,
  };
}

export function toLiveMessage(message: SubscriptionMessage | null): LiveMessage {
  if (message === null) return { type: "heartbeat" };

  return message.type === "events" ? toEventsMessage(message) : { type: "resync" };
}

const messageByPage = new WeakMap<NextEvents, LiveMessage>();

/** Returns the same object to every subscriber of a feed page, so that it is encoded once. */
function toEventsMessage(next: NextEvents): LiveMessage {
  const existing = messageByPage.get(next);
  if (existing) return existing;

  const events = next.events.map(({ event }) => event);
  const message: LiveMessage = { type: "events", events, announced: next.announced };
  messageByPage.set(next, message);

  return message;
}

function parseLastEventId(text: string) {
  const cursor = parseCursor(text);
  if (!cursor)
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: "lastEventId is not a feed cursor. Subscribe without it.",
    });

  return cursor;
}
