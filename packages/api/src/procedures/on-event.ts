import type { NextEvents, StoredEvent, SubscriptionMessage } from "@admin-events/core/events";
import { readCursor, subscribeToFeed, writeCursor } from "@admin-events/core/events";
import type { TrackedEnvelope } from "@trpc/server";
import { tracked, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { eventFilterInput } from "../inputs.ts";
import { adminProcedure } from "../trpc.ts";
import { withInstants } from "../with-instants.ts";
import { withHeartbeats } from "../with-heartbeats.ts";

/**
 * What the live feed says. The events that were stored together come together, in their order; an `announced` one is
 * shown again: it takes the place of itself. After `resync` the subscriber has missed too much and should load the history
 * anew.
 */
export type LiveMessage =
  | { type: "events"; events: readonly StoredEvent[]; announced: boolean }
  | { type: "heartbeat" }
  | { type: "resync" };

const onEventInput = eventFilterInput.extend({
  /** Where to resume: a `liveCursor`, or the id of the last message seen. tRPC's links send it when they reconnect. */
  lastEventId: z.string().max(100).nullish(),
});

const heartbeatInterval = 15_000;
const signInCheckInterval = 60_000;

/**
 * Events as they are committed, each at least once. Every message is tracked, heartbeats too, so that a subscriber
 * always knows where to resume.
 */
export const onEvent = adminProcedure.input(onEventInput.prefault({})).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<TrackedEnvelope<LiveMessage>> {
  const { filter: metadata, lastEventId, ...filter } = input;
  const after = lastEventId ? cursorFrom(lastEventId) : null;
  const { catalog, runtime } = ctx;
  let checkedAt = Date.now();

  const messages = subscribeToFeed(runtime.feed, catalog, {
    filter: { ...withInstants(ctx, filter), metadata },
    after,
    signal,
  });
  yield tracked(writeCursor(messages.place()), { type: "heartbeat" });

  for await (const message of withHeartbeats(messages, heartbeatInterval, signal)) {
    if (Date.now() - checkedAt > signInCheckInterval) {
      checkedAt = Date.now();
      await assertStillSignedIn(ctx);
    }
    const place = message?.cursor ?? messages.place();
    yield tracked(writeCursor(place), liveMessage(message));
  }
});

function liveMessage(message: SubscriptionMessage | null): LiveMessage {
  if (message === null) return { type: "heartbeat" };

  return message.type === "events" ? eventsMessage(message) : { type: "resync" };
}

const messageOf = new WeakMap<NextEvents, LiveMessage>();

/** One object for all who are told the same, so that it need be encoded only once. */
function eventsMessage(next: NextEvents): LiveMessage {
  const known = messageOf.get(next);
  if (known) return known;

  const events = next.events.map(({ event }) => event);
  const message: LiveMessage = { type: "events", events, announced: next.announced };
  messageOf.set(next, message);

  return message;
}

function cursorFrom(text: string) {
  const cursor = readCursor(text);
  if (!cursor)
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: "lastEventId is not a place in the feed; subscribe without it.",
    });

  return cursor;
}

async function assertStillSignedIn(ctx: ApiContext): Promise<void> {
  if (await ctx.isStillSignedIn()) return;

  throw new TRPCError({ code: "UNAUTHORIZED", message: "Your sign-in has ended. Sign in again." });
}
