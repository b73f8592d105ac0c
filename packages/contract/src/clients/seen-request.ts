import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

/** A request as it came. */
export interface SeenRequest {
  contentType: string;
  key: string;
  sentAt: unknown;
  events: SeenEvent[];
  /** When it came, in milliseconds of this process. */
  at: number;
}

interface SeenEvent {
  id?: unknown;
  timestamp?: unknown;
  metadata?: { number?: unknown; text?: unknown };
}

/** @throws when the body is no JSON, whether compressed or not. */
export async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const at = performance.now();
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
    events: Array.isArray(events) ? (events as SeenEvent[]) : [],
    at,
  };
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}
