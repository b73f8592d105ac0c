import type { QueuedEvent } from "./queue.ts";
import type { Answer, EventResult } from "./retry.ts";

/**
 * Sends one batch once. Never rejects: a failure is an answer with status 0. `isLeaving`: the page may be gone in a
 * moment, so the request is made before this returns.
 */
export type Send = (
  events: readonly QueuedEvent[],
  signal: AbortSignal,
  isLeaving?: boolean,
) => Promise<Answer>;

export function endpointOf(url: string): string {
  return url.replace(/\/+$/, "") + "/ingest";
}

/** The body of a batch: the events as they were written down, and when they are sent. */
export function writeBody(envelope: { key?: string }, events: readonly QueuedEvent[]): string {
  const head = JSON.stringify({ ...envelope, sentAt: new Date().toISOString() });

  return head.slice(0, -1) + ',"events":[' + events.map((event) => event.json).join() + "]}";
}

export async function readAnswer(response: Response): Promise<Answer> {
  const { status, ok, headers } = response;
  const body = (await response.json().catch(() => null)) as {
    results?: EventResult[];
    error?: { message?: string };
  } | null;

  return {
    status,
    results: ok ? body?.results : null,
    retryAfter: headers.get("retry-after"),
    message: body?.error?.message ?? `Answered ${status}.`,
  };
}

/** Nobody answered. */
export function unanswered(error: unknown): Answer {
  return { status: 0, message: String(error) };
}
