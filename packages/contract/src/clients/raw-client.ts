import { setTimeout as sleep } from "node:timers/promises";
import type { ItemResult } from "../item-result.ts";
import { createUuidv7 } from "../create-uuidv7.ts";
import type { ContractClient } from "./run-client-case.ts";

interface QueuedEvent {
  id: string;
  name: string;
  timestamp: string;
  metadata: object;
}

const MAX_DELAY_MS = 30_000;

/** A complete client in plain HTTP: a template for clients in other languages. */
export function openRawClient(url: string, key: string): ContractClient {
  let queue: QueuedEvent[] = [];
  let batchLimit = 500;
  let failures = 0;
  let pausedUntil = 0;
  let isKeyRejected = false;
  let sending: Promise<void> | undefined;
  let isClosing = false;

  async function sendAll(): Promise<void> {
    while (queue.length > 0 && !isKeyRejected) {
      const pauseMs = pausedUntil - performance.now();
      if (pauseMs > 0) await sleep(pauseMs);
      await sendBatch(queue.slice(0, batchLimit));
      if (failures > 0 && !isClosing) return;
    }
  }

  async function sendBatch(batch: QueuedEvent[]): Promise<void> {
    const response = await post(batch);

    if (response?.ok) await settle(batch, response);
    else if (response?.status === 413 && batch.length > 1) batchLimit = Math.ceil(batch.length / 2);
    else if (response?.status === 401 || response?.status === 403) isKeyRejected = true;
    else if (!response || [408, 429].includes(response.status) || response.status >= 500) pause(response);
    else remove(batch);
  }

  async function settle(batch: QueuedEvent[], response: Response): Promise<void> {
    const body = (await response.json().catch(() => ({}))) as { results?: ItemResult[] };
    const settled = (body.results ?? []).filter(({ status }) => status !== "failed");
    const settledIds = new Set(settled.map(({ id }) => id));
    remove(batch.filter(({ id }) => settledIds.has(id)));

    if (settledIds.size < batch.length) pause(response);
    else failures = 0;
  }

  function remove(batch: QueuedEvent[]): void {
    queue = queue.filter((event) => !batch.includes(event));
  }

  /** Pauses with full jitter up to 1 s, 2 s, 4 s …, but at least for `Retry-After`. */
  function pause(response: Response | undefined): void {
    const backoffMs = Math.random() * Math.min(MAX_DELAY_MS, 1_000 * 2 ** failures++);
    const retryAfterMs = Number(response?.headers.get("retry-after") ?? 0) * 1_000;
    const pauseMs = Math.max(backoffMs, retryAfterMs);
    pausedUntil = performance.now() + pauseMs;
    if (!isClosing) setTimeout(() => void flush(), pauseMs + 1);
  }

  async function post(events: QueuedEvent[]): Promise<Response | undefined> {
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
      queue.push({
        id: createUuidv7(),
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
