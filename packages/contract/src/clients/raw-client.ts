import { setTimeout as sleep } from "node:timers/promises";
import type { ContractClient } from "./perform.ts";
import { newId } from "../new-id.ts";

interface Waiting {
  id: string;
  name: string;
  timestamp: string;
  metadata: object;
}

const longestRetry = 30_000;

/** The whole contract in plain HTTP: what somebody who writes a client in another language has to write. */
export function openRawClient(url: string, key: string): ContractClient {
  let waiting: Waiting[] = [];
  let mostAtOnce = 500;
  let failures = 0;
  let pausedUntil = 0;
  let isRefused = false;
  let sending: Promise<void> | undefined;
  let isClosing = false;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0 && !isRefused) {
      const pause = pausedUntil - performance.now();
      if (pause > 0) await sleep(pause);
      await sendBatch(waiting.slice(0, mostAtOnce));
      if (failures > 0 && !isClosing) return;
    }
  }

  async function sendBatch(batch: Waiting[]): Promise<void> {
    const answer = await post(batch);

    if (answer?.ok) await settle(batch, answer);
    else if (answer?.status === 413 && batch.length > 1) mostAtOnce = Math.ceil(batch.length / 2);
    else if (answer?.status === 401 || answer?.status === 403) isRefused = true;
    else if (!answer || [408, 429].includes(answer.status) || answer.status >= 500) pause(answer);
    else remove(batch);
  }

  async function settle(batch: Waiting[], answer: Response): Promise<void> {
    const body = (await answer.json().catch(() => ({}))) as { results?: { id: string; status: string }[] };
    const done = new Set((body.results ?? []).filter(({ status }) => status !== "retry").map(({ id }) => id));
    remove(batch.filter(({ id }) => done.has(id)));

    if (done.size < batch.length) pause(answer);
    else failures = 0;
  }

  function remove(batch: Waiting[]): void {
    waiting = waiting.filter((event) => !batch.includes(event));
  }

  /** Full jitter: anything up to 1 s, 2 s, 4 s … and what the server asks for besides. */
  function pause(answer: Response | undefined): void {
    const backoff = Math.random() * Math.min(longestRetry, 1_000 * 2 ** failures++);
    const asked = Number(answer?.headers.get("retry-after") ?? 0) * 1_000;
    pausedUntil = performance.now() + Math.max(backoff, asked);
    if (!isClosing) setTimeout(() => void flush(), Math.max(backoff, asked) + 1);
  }

  async function post(events: Waiting[]): Promise<Response | undefined> {
    try {
      return await fetch(`${url}/ingest`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ sentAt: new Date().toISOString(), events }),
      });
    } catch {
      return undefined;
    }
  }

  async function flush(): Promise<void> {
    if (!isClosing && performance.now() < pausedUntil) return;
    await (sending ??= sendAll().finally(() => (sending = undefined)));
  }

  return {
    track: (metadata) =>
      waiting.push({
        id: newId(),
        name: "contract.checked",
        timestamp: new Date().toISOString(),
        metadata,
      }),
    flush,
    async close() {
      isClosing = true;
      await flush();
    },
  };
}
