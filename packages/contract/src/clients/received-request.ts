import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

export interface ReceivedRequest {
  contentType: string;
  key: string;
  sentAt: unknown;
  events: ReceivedEvent[];
  /** Milliseconds of `performance.now()`. */
  receivedAt: number;
}

interface ReceivedEvent {
  id?: unknown;
  timestamp?: unknown;
  metadata?: { number?: unknown; text?: unknown };
}

/** @throws if the body, compressed or not, is not JSON. */
export async function readRequest(request: IncomingMessage): Promise<ReceivedRequest> {
  const receivedAt = performance.now();
  const body = await buffer(request);
  const text = isGzip(body) ? gunzipSync(body) : body;
  const { key, sentAt, events } = JSON.parse(text.toString()) as {
    key?: unknown;
    sentAt?: unknown;
    events?: unknown;
  };

  return {
    contentType: request.headers["content-type"]?.split(";")[0] ?? "",
    key: request.headers.authorization?.replace(/^Bearer /, "") ?? String(key),
    sentAt,
    events: Array.isArray(events) ? (events as ReceivedEvent[]) : [],
    receivedAt,
  };
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}
