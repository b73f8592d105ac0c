import { setTimeout as sleep } from "node:timers/promises";
import type { Loop } from "../../background/index.ts";
import { keepDoing } from "../../background/index.ts";
import type { Rejection } from "../../item-result.ts";
import type { WakeSource } from "../feed/wake-source.ts";
import type { HandlerNotifier } from "../handlers/notify-handlers.ts";
import type { Flush } from "../storing/writer.ts";
import type { ExpectedEvents } from "./expected-events.ts";
import { createExpectedEvents } from "./expected-events.ts";
import { hasWaitingRows, INBOX_PAYLOAD } from "./inbox.sql.ts";
import type { StoreRowsDeps } from "./store-rows.ts";
import { createRowStorage } from "./store-rows.ts";

/** Stores the events of committed transactions. Any number of processes share the work. */
export interface Inbox extends AsyncDisposable {
  /** Stores now instead of at the next notification. */
  wake: () => void;
  /** Resolves once every event of a transaction that has committed is stored or rejected, after 5 seconds at most. For tests. */
  drain: () => Promise<void>;
  /** Runs this process's handlers for events that it tracked, once they are stored. */
  expect: ExpectedEvents["add"];
  loop: Loop;
}

export interface InboxDeps extends StoreRowsDeps {
  notifier: HandlerNotifier;
  wakeSource: WakeSource;
  onFlush?: (flush: Flush) => void;
  onRejected?: (rejection: Rejection) => void;
}

/** Notifications are usually faster, but behind a connection pooler there may be none. */
const POLL_INTERVAL_MS = 500;
const RETRY_INTERVAL_MS = 2_000;
const MAX_DRAIN_MS = 5_000;

export function startInbox({ notifier, wakeSource, onFlush, onRejected, ...deps }: InboxDeps): Inbox {
  const { fork, logger } = deps;
  const storage = createRowStorage(deps);
  const expected = createExpectedEvents(fork, notifier);

  async function storeAll(): Promise<void> {
    for (let isFull = true; isFull;) {
      const start = performance.now();
      const batch = await storage.storeBatch();
      isFull = storage.isFull(batch);
      if (batch.count === 0) break;

      onFlush?.({ stored: batch.stored.length, milliseconds: performance.now() - start });
      // An event of TypeScript is for the handlers of the process that tracked it.
      notifier.notify(batch.stored.flatMap(({ event, isPrepared }) => (isPrepared ? [] : event)));
      for (const rejection of batch.rejections) onRejected?.(rejection);
    }
    await expected.notifyStored();
  }

  const loop = keepDoing({
    name: "Inbox of transactions",
    async work() {
      await storeAll();
      return POLL_INTERVAL_MS;
    },
    pauseAfterError: RETRY_INTERVAL_MS,
    onError: (error) =>
      logger.warn({ error }, "Events of transactions could not be stored; they are kept and retried."),
  });

  const stopListening = wakeSource.listen((payload) => {
    // Another process may have stored what this one waits for.
    if (payload === INBOX_PAYLOAD || (payload === "" && !expected.isEmpty())) loop.wake();
  });

  async function drain(): Promise<void> {
    const end = performance.now() + MAX_DRAIN_MS;
    do {
      await storeAll();
      if (!(await hasWaitingRows(fork(), storage.listPostponed()))) return;
      // Another process is storing them.
      await sleep(5);
    } while (performance.now() < end);
  }

  return {
    wake: loop.wake,
    drain,
    expect: expected.add,
    loop,
    async [Symbol.asyncDispose]() {
      stopListening();
      await loop[Symbol.asyncDispose]();
      // What is left is stored by another process, or at the next start.
      await drain().catch(() => undefined);
    },
  };
}
