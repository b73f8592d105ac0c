import type { SampleEvent } from "./sample-events.ts";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** The server's door for events, over connections that are kept. */
export interface Door extends Disposable {
  /** Sends a batch once; `sentAt` is what the clock of the sender says. Never rejects: a connection that fails is an answer with status 0. */
  send: (events: readonly SampleEvent[], sentAt?: number) => Promise<DoorAnswer>;
}

/** The answer to a batch. */
export interface DoorAnswer {
  status: number;
  /** What became of each event; none when the batch was refused as a whole. */
  results: { id: string; status: string }[];
  /** Why there is none. */
  problem?: string;
}

const patience = 30_000;

/** A key may send 500 batches a second; where more are sent, several keys take turns. */
export function openDoor(url: string, keys: readonly string[]): Door {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const endpoint = new URL("/ingest", url);
  // The server listens on IPv4 only, and "localhost" would be looked up at every request.
  endpoint.hostname = "127.0.0.1";
  let turn = 0;

  return {
    async send(events, sentAt = Date.now()) {
      const authorization = `Bearer ${keys[turn++ % keys.length]}`;
      const body = JSON.stringify({ sentAt: new Date(sentAt), events });

      try {
        return await new Promise<DoorAnswer>((resolve, reject) => {
          const headers = { authorization, "content-type": "application/json" };
          request(endpoint, { method: "POST", agent, headers, signal: AbortSignal.timeout(patience) })
            .once("error", reject)
            .once("response", async (response) => {
              const status = response.statusCode ?? 0;
              const answer = await text(response);
              resolve(
                status === 200
                  ? { status, results: resultsOf(answer) }
                  : { status, results: [], problem: answer },
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

/** Whether an event is stored, by its status in the answer: now or before. */
export function isStored(status: string): boolean {
  return status === "ok" || status === "warning" || status === "duplicate";
}

function resultsOf(answer: string): DoorAnswer["results"] {
  return (JSON.parse(answer) as Pick<DoorAnswer, "results">).results;
}
