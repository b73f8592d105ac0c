import type { SampleEvent } from "./sample-events.ts";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** Sends events to `/ingest` over keep-alive connections. */
export interface Sender extends Disposable {
  /** Without retries. Never rejects: a failed connection resolves with status 0. `sentAt` in milliseconds; default: the time. */
  send: (events: readonly SampleEvent[], sentAt?: number) => Promise<SendResult>;
}

export interface SendResult {
  status: number;
  /** One per event, in order; empty if the server rejected the whole batch. */
  results: { id: string; status: string }[];
  /** Why `results` is empty. */
  problem?: string;
}

const TIMEOUT_MS = 30_000;

/** @param keys take turns, because a key may send at most 500 batches per second. */
export function openSender(url: string, keys: readonly string[]): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const endpoint = new URL("/ingest", url);
  // The server listens on IPv4 only, and "localhost" would be resolved for each request.
  endpoint.hostname = "127.0.0.1";
  let sent = 0;

  return {
    async send(events, sentAt = Date.now()) {
      const authorization = `Bearer ${keys[sent++ % keys.length]}`;
      const body = JSON.stringify({ sentAt: new Date(sentAt), events });

      try {
        return await new Promise<SendResult>((resolve, reject) => {
          const headers = { authorization, "content-type": "application/json" };
          request(endpoint, { method: "POST", agent, headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
            .once("error", reject)
            .once("response", async (response) => {
              const status = response.statusCode ?? 0;
              const responseText = await text(response);
              resolve(
                status === 200
                  ? { status, results: parseResults(responseText) }
                  : { status, results: [], problem: responseText },
              );
            })
            .end(body);
        });
      } catch (error) {
        return { status: 0, results: [], problem: String(error) };
      }
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

export function isStored(status: string): boolean {
  return status === "stored";
}

export function isRejected(status: string): boolean {
  return status === "rejected";
}

function parseResults(responseText: string): SendResult["results"] {
  return (JSON.parse(responseText) as Pick<SendResult, "results">).results;
}
