import type { QueuedEvent } from "./queue.ts";
import type { Answer, EventResult } from "./retry.ts";

const answerTimeoutMs = 15_000;

/** How many bytes of requests a browser lets outlive their page is 64 KiB; the rest is left for the envelope. */
export const keepaliveBytes = 60_000;

/** Sends one batch once. Never rejects: a failure is an answer with status 0. */
export type Send = (events: readonly QueuedEvent[], signal: AbortSignal) => Promise<Answer>;

export interface Address {
  url: string;
  key: string;
  /** A browser puts the key in the body: a header would cost a CORS preflight before every batch. */
  keyIn: "body" | "header";
}

/** The transport: `POST <url>/ingest` with JSON as `text/plain`. */
export function createSend({ url, key, keyIn }: Address): Send {
  const endpoint = url.replace(/\/+$/, "") + "/ingest";
  const headers: Record<string, string> = { "content-type": "text/plain;charset=UTF-8" };
  if (keyIn === "header") headers.authorization = "Bearer " + key;

  const envelope = keyIn === "body" ? { key } : {};

  return async (events, signal) => {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    const timer = setTimeout(abort, answerTimeoutMs);
    signal.addEventListener("abort", abort);

    try {
      const response = await fetch(endpoint, {
        method: "POST",
        headers,
        body: writeBody(envelope, events),
        keepalive: keyIn === "body" && bytesOf(events) <= keepaliveBytes,
        credentials: "omit",
        signal: attempt.signal,
      });
      return await readAnswer(response);
    } catch (error) {
      return { status: 0, results: null, retryAfter: null, message: String(error) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  };
}

/** Bytes of the events' JSON, with a comma each. */
export function bytesOf(events: readonly QueuedEvent[]): number {
  return events.reduce((sum, event) => sum + event.bytes + 1, 0);
}

function writeBody(envelope: { key?: string }, events: readonly QueuedEvent[]): string {
  const head = JSON.stringify({ ...envelope, sentAt: new Date().toISOString() });

  return head.slice(0, -1) + ',"events":[' + events.map((event) => event.json).join() + "]}";
}

async function readAnswer(response: Response): Promise<Answer> {
  const body = (await response.json().catch(() => null)) as {
    results?: EventResult[];
    error?: { message?: string };
  } | null;

  return {
    status: response.status,
    results: Array.isArray(body?.results) ? body.results : null,
    retryAfter: response.headers.get("retry-after"),
    message: body?.error?.message ?? `The server answered ${response.status}.`,
  };
}
