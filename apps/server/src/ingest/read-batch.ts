import type { SentEvent } from "@admin-events/core/events";
import { z } from "zod";
import { Refusal } from "./refusal.ts";

/** What a sender sends at once. */
export interface Batch {
  key: string | undefined;
  /** In the order sent. */
  events: (SentEvent | WrongEvent)[];
}

/** Something among the events that is none. */
export interface WrongEvent {
  /** The id it says to have, as it says it; null when it says none. */
  id: string | null;
  problem: string;
}

export function isSentEvent(event: SentEvent | WrongEvent): event is SentEvent {
  return !("problem" in event);
}

const mostEvents = 500;

const envelope = z.object({
  key: z.string().max(100).optional(),
  sentAt: z.string().max(40).optional(),
  events: z.array(z.unknown()),
});

const sentEvent = z.object({
  id: z.string().max(100).optional(),
  name: z.string().max(1000),
  userId: z.string().nullish(),
  timestamp: z.string().max(40).optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  sessionId: z.string().nullish(),
});

/**
 * Reads the body of a batch. An event of the wrong shape costs only itself.
 *
 * @throws {Refusal} 400 for a body that is no batch, 413 for more than 500 events.
 */
export function readBatch(body: string): Batch {
  const result = envelope.safeParse(parseJson(body));
  if (!result.success) throw new Refusal(400, sentenceFor(result.error));

  const { key, sentAt, events } = result.data;
  if (events.length > mostEvents) {
    throw new Refusal(413, `The batch has ${events.length} events; send at most ${mostEvents} at once.`);
  }

  return { key, events: events.map((event) => readEvent(event, sentAt)) };
}

function readEvent(value: unknown, sentAt: string | undefined): SentEvent | WrongEvent {
  const result = sentEvent.safeParse(value);
  if (!result.success) return { id: claimedId(value), problem: sentenceFor(result.error) };

  const { metadata, ...event } = result.data;
  return { ...event, metadata: metadata ?? undefined, sentAt };
}

function claimedId(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;

  return typeof id === "string" ? id : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${(error as SyntaxError).message}`);
  }
}

function sentenceFor({ issues: [issue] }: z.ZodError): string {
  return [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
}
