import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { EventResult } from "../delivery/retry.ts";
import type { Item } from "../types.ts";

/** One `POST /ingest` as it arrived. */
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

/** What the server does with one request: an HTTP answer, a cut connection, or nothing until it closes. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body: unknown; delayMs?: number }
  | "hang up"
  | "never answer";

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  batches: ReceivedBatch[];
  /** The most requests that were open at one time. */
  mostAtOnce(): number;
}

/** A server that follows a script, one entry a request, and takes everything once the script is over. */
export async function startScriptedServer(
  ...script: ((batch: ReceivedBatch) => Reply)[]
): Promise<ScriptedServer> {
  const batches: ReceivedBatch[] = [];
  let open = 0;
  let mostOpen = 0;

  const server = createServer(async (request, response) => {
    mostOpen = Math.max(mostOpen, ++open);
    response.once("close", () => open--);

    const batch = await readBatch(request);
    batches.push(batch);
    const reply = (script[batches.length - 1] ?? ingestAll)(batch);

    if (reply === "never answer") return;
    if (reply === "hang up") {
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
    mostAtOnce: () => mostOpen,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Every event is stored. */
const ingestAll = (batch: ReceivedBatch): Reply => answerEach(() => "ok")(batch);

/** Every event is stored, after a while. */
export const takeAllAfter =
  (delayMs: number) =>
  (batch: ReceivedBatch): Reply => ({
    status: 200,
    body: { results: batch.events.map(({ id }) => ({ id, status: "ok" })) },
    delayMs,
  });

/** Each event gets the status that is said of its place in the batch. */
export const answerEach =
  (statusOf: (index: number) => EventResult["status"], message?: string) =>
  (batch: ReceivedBatch): Reply => ({
    status: 200,
    body: { results: batch.events.map(({ id }, index) => ({ id, status: statusOf(index), message })) },
  });

/** The whole batch is refused. */
export const refuse = (status: number, headers?: Record<string, string>) => (): Reply => ({
  status,
  headers,
  body: { error: { code: "refused", message: `Refused with ${status}.` } },
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
