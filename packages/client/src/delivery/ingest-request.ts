import type { ItemResult } from "@admin-events/contract";
import type { QueuedEvent } from "./queue.ts";
import type { SendResult } from "./retry.ts";

/**
 * Sends one batch once. Never rejects: a network error resolves to status 0. With `isLeaving` the page may close at
 * any moment, so the request must start synchronously.
 */
export type Send = (
  events: readonly QueuedEvent[],
  signal: AbortSignal | undefined,
  isLeaving?: boolean,
) => Promise<SendResult>;

export function toEndpoint(url: string): string {
  return String(url).replace(/\/+$/, "") + "/ingest";
}

/** Builds the body of a batch from the serialized events. */
export function buildBody(envelope: { key?: string }, events: readonly QueuedEvent[]): string {
  const head = JSON.stringify({ ...envelope, sentAt: new Date().toISOString() });

  return head.slice(0, -1) + ',"events":[' + events.map((event) => event.json).join() + "]}";
}

export async function readResponse(response: Response): Promise<SendResult> {
  const { status, ok, headers } = response;
  const body = (await response.json().catch(() => null)) as {
    results?: ItemResult[];
    error?: { message?: string };
  } | null;

  return {
    status,
    results: ok ? body?.results : null,
    retryAfter: headers.get("retry-after"),
    message: body?.error?.message ?? `HTTP ${status}`,
  };
}

/** The result of an attempt without a response. */
export function noResponse(error: unknown): SendResult {
  return { status: 0, message: String(error) };
}
