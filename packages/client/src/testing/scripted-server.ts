import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { ItemOutcome } from "@admin-events/contract";
import type { Item } from "../types.ts";

/** One `POST /ingest`. */
export interface ReceivedBatch {
  url: string;
  headers: IncomingHttpHeaders;
  key: string | undefined;
  sentAt: string;
  events: Item[];
  isCompressed: boolean;
  /** Milliseconds of `performance.now()`. */
  receivedAt: number;
}

/** The server's reply to one request: an HTTP response, a closed connection, or no response until the server closes. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body: unknown; delayMs?: number }
  | "close connection"
  | "never respond";

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  batches: ReceivedBatch[];
  /** Maximum number of requests that were open at the same time. */
  getMaxConcurrent(): number;
}

/** Starts a server that replies by a script, one entry per request, and then stores everything. */
export async function startScriptedServer(
  ...script: ((batch: ReceivedBatch) => Reply)[]
): Promise<ScriptedServer> {
  const batches: ReceivedBatch[] = [];
  let open = 0;
  let maxConcurrent = 0;

  const server = createServer(async (request, response) => {
    maxConcurrent = Math.max(maxConcurrent, ++open);
    response.once("close", () => open--);

    const batch = await readBatch(request);
    batches.push(batch);
    const reply = (script[batches.length - 1] ?? storeAll)(batch);

    if (reply === "never respond") return;
    if (reply === "close connection") {
      request.socket.destroy();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, reply.delayMs ?? 0));
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
  });

  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    getMaxConcurrent: () => maxConcurrent,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

export const stored: ItemOutcome = { status: "stored", duplicate: false, warnings: [] };

/** Stores every event. */
const storeAll = (batch: ReceivedBatch): Reply => respondPerEvent(() => stored)(batch);

/** Stores every event after a delay. */
export const storeAllAfter =
  (delayMs: number) =>
  (batch: ReceivedBatch): Reply => ({
    status: 200,
    body: { results: batch.events.map(({ id }) => ({ id, ...stored })) },
    delayMs,
  });

/** Responds with an outcome per event, by its index in the batch. */
export const respondPerEvent =
  (getOutcome: (index: number) => ItemOutcome) =>
  (batch: ReceivedBatch): Reply => ({
    status: 200,
    body: { results: batch.events.map(({ id }, index) => ({ id, ...getOutcome(index) })) },
  });

/** Rejects the whole batch. */
export const rejectWith = (status: number, headers?: Record<string, string>) => (): Reply => ({
  status,
  headers,
  body: { error: { code: "rejected", message: `Rejected with ${status}.` } },
});

async function readBatch(request: IncomingMessage): Promise<ReceivedBatch> {
  const body = await buffer(request);
  const isCompressed = body[0] === 0x1f;
  const text = (isCompressed ? gunzipSync(body) : body).toString();
  const { key, sentAt, events } = JSON.parse(text) as Pick<ReceivedBatch, "key" | "sentAt" | "events">;

  return {
    url: request.url ?? "",
    headers: request.headers,
    key,
    sentAt,
    events,
    isCompressed,
    receivedAt: performance.now(),
  };
}
