import type { ItemResult } from "@admin-events/contract";
import { attempt } from "../attempt.ts";
import type { CloseResult, ProblemCode } from "../types.ts";
import type { Send } from "./ingest-request.ts";
import { createPause, now } from "./pause.ts";
import type { Queue, QueuedEvent } from "./queue.ts";
import type { Reporter } from "./reporter.ts";
import type { SendResult } from "./retry.ts";
import { isRetryable, shouldGiveUp } from "./retry.ts";
import type { Store } from "./store.ts";

const REQUEST_TIMEOUT_MS = 15_000;
/** The server accepts at most this many events per batch. */
const MAX_EVENTS_PER_BATCH = 500;
/** The others wait for the next page. */
const MAX_LEAVING_REQUESTS = 5;

export interface DeliveryOptions {
  batchSize: number;
  flushIntervalMs: number;
  /** Maximum bytes of events in one request. */
  batchBytes: number;
  /** Maximum age of an event while the server is unreachable. Default: no limit; the queue has its own. */
  maxAgeMs?: number;
}

export interface DeliveryDeps extends Reporter {
  queue: Queue;
  send: Send;
  /** Runs the function while no other tab sends events of the same queue. */
  withLock: (run: () => Promise<void>) => Promise<void>;
  /** Keeps the pause that the server requested. */
  store: Pick<Store, "read" | "write">;
}

/** A serialized event. */
type CapturedEvent = Pick<QueuedEvent, "id" | "json" | "bytes">;

/** Sends events in order, one request at a time, until the server stores or rejects them. */
export interface Delivery {
  add: (event: CapturedEvent) => void;
  /** Schedules sending of events that another tab added to the queue. */
  schedule: () => void;
  /** See {@link Analytics.flush}. */
  flush: () => Promise<{ waiting: number }>;
  /** Immediately sends the page's own events in addition to the request in flight, because the page may close. */
  sendOnLeave: () => void;
  /** Milliseconds until the next attempt. */
  pausedMs: () => number;
  /** Stops accepting events and resets the counts of `stop`. */
  stopAccepting: () => void;
  /**
   * Aborts requests in flight and stops. `isFinal` drops the events that are still in the queue. Returns what happened
   * to the events since `stopAccepting`.
   */
  stop: (isFinal: boolean) => Promise<CloseResult>;
  /** Whether the client makes no more requests, because it was stopped or its key was rejected. */
  isStopped: () => boolean;
}

export function createDelivery(
  options: DeliveryOptions,
  { queue, send, report, log, store, withLock }: DeliveryDeps,
): Delivery {
  const inFlight = new Map<() => void, Promise<void>>();
  let counts: CloseResult = { sent: 0, dropped: 0 };
  const pause = createPause(store);

  let batchLimit = options.batchSize;
  let addedSinceStart = 0;
  let timer: Timer | undefined;
  let delivering: Promise<void> | undefined;
  let isAccepting = true;
  let isStopped = false;

  function add(captured: CapturedEvent): void {
    const event = { ...captured, attempts: 0, queuedAt: now() };
    if (!isAccepting) return drop([event], "closed", "The client is closed.");

    addedSinceStart++;
    dropOverflow(queue.add(event));
    schedule();
  }

  /** Sends now if a batch is full, otherwise after the flush interval or the pause. */
  function schedule(): void {
    if (delivering || inFlight.size > 0 || !isAccepting || isStopped || queue.size === 0) return;

    if (!pause.isActive() && queue.size >= batchLimit) void deliverQueue();
    else timer ??= startTimer(deliverQueue, pause.isActive() ? pause.remainingMs() : options.flushIntervalMs);
  }

  function deliverQueue(): Promise<void> {
    stopTimer(timer);
    timer = undefined;

    return (delivering ??= withLock(deliverInOrder).finally(() => {
      delivering = undefined;
      schedule();
    }));
  }

  /** Delivers the events that are in the queue now. Events added meanwhile wait for their own batch. */
  async function deliverInOrder(): Promise<void> {
    addedSinceStart = 0;
    if (pause.isRequested()) return;

    while (!isStopped && queue.size > addedSinceStart) {
      await deliver(queue.take(batchLimit, options.batchBytes));
      if (pause.isActive()) return;
    }
  }

  async function deliver(batch: QueuedEvent[], isLeaving?: boolean): Promise<void> {
    if (batch.length === 0) return;

    const controller = attempt(() => new AbortController());
    const abort = () => controller?.abort();
    const timeout = startTimer(abort, REQUEST_TIMEOUT_MS);

    const settled = send(batch, controller?.signal, isLeaving).then((result) => {
      stopTimer(timeout);
      inFlight.delete(abort);
      log?.("sent", batch, result);
      settle(batch, result);
    });
    inFlight.set(abort, settled);
    await settled;
  }

  function settle(batch: QueuedEvent[], result: SendResult): void {
    const { status, results, message } = result;

    if (results) return settleEach(batch, result, results);
    if (isRetryable(status)) return retryLater(batch, result);

    pause.end();
    if (status === 413 && batch.length > 1) {
      batchLimit = Math.ceil(batch.length / 2);
      dropOverflow(queue.putBack(batch));
    } else if (status === 401 || status === 403) {
      // The events stay in the queue: in a browser, a later page may send them with a valid key.
      if (!isStopped) reportEvents(batch, "key_rejected", message);
      isStopped = true;
      dropOverflow(queue.putBack(batch));
    } else drop(batch, "rejected", message);
  }

  /** Results are in the order of the batch. An event without a result is sent again. */
  function settleEach(batch: QueuedEvent[], sendResult: SendResult, results: ItemResult[]): void {
    const unsettled = batch.filter((event, index) => {
      const result = results[index];
      if (!isResultFor(event, result) || result.status === "failed") return true;

      if (result.status === "rejected") drop([event], "rejected", result.reason);
      else {
        counts.sent++;
        queue.remove([event]);
        // A status that this version does not know has no warnings.
        if (result.warnings?.length) reportEvents([event], "warning", result.warnings.join(" "));
      }
      return false;
    });

    if (unsettled.length > 0) {
      return retryLater(unsettled, { ...sendResult, message: "Not stored." });
    }
    pause.end();
    if (queue.size === 0) batchLimit = options.batchSize;
  }

  function retryLater(events: QueuedEvent[], { status, retryAfter, message }: SendResult): void {
    pause.extend(retryAfter);
    // A missing response says nothing about the events, so it is not counted as an attempt.
    if (status > 0) for (const event of events) event.attempts++;

    const isOver = (event: QueuedEvent) =>
      shouldGiveUp(event.attempts, now() - event.queuedAt, options.maxAgeMs);
    drop(events.filter(isOver), "gave_up", message);
    dropOverflow(queue.putBack(events.filter((event) => !isOver(event))));
  }

  function dropOverflow(events: QueuedEvent[]): void {
    drop(
      events,
      "queue_full",
      "The queue of unsent events is full, so the oldest were dropped. Check for a loop, and that the server can be reached.",
    );
  }

  function drop(events: QueuedEvent[], code: ProblemCode, message: string): void {
    counts.dropped += events.length;
    queue.remove(events);
    reportEvents(events, code, message);
  }

  function reportEvents(events: QueuedEvent[], code: ProblemCode, message: string): void {
    if (events.length > 0) report({ code, message, eventIds: events.map((event) => event.id) });
  }

  // Events of an earlier page may be too old or too many by now.
  dropOverflow(queue.putBack([]));
  schedule();

  return {
    add,
    schedule,
    pausedMs: pause.remainingMs,

    async flush() {
      await Promise.all([delivering, ...inFlight.values()]);
      await deliverQueue();
      return { waiting: queue.size };
    },

    sendOnLeave() {
      if (isStopped || pause.isRequested()) return;

      for (let requests = 0; requests < MAX_LEAVING_REQUESTS; requests++) {
        const batch = queue.take(MAX_EVENTS_PER_BATCH, options.batchBytes, true);
        if (batch.length === 0) return;
        void deliver(batch, true).then(schedule);
      }
    },

    stopAccepting() {
      counts = { sent: 0, dropped: 0 };
      isAccepting = false;
    },

    async stop(isFinal) {
      isStopped = true;
      stopTimer(timer);
      for (const abort of inFlight.keys()) abort();
      await Promise.all(inFlight.values());

      if (isFinal) drop(queue.take(Infinity, Infinity), "closed", "The client is closed.");
      return counts;
    },

    isStopped: () => isStopped,
  };
}

type Timer = ReturnType<typeof setTimeout>;

/** Bare JavaScript engines have no timers. Events are then sent by `flush`. */
function startTimer(run: () => unknown, ms: number): Timer | undefined {
  return attempt(() => setTimeout(run, ms));
}

function stopTimer(timer: Timer | undefined): void {
  attempt(() => clearTimeout(timer));
}

/** Whether a result belongs to an event. Ids are compared case-insensitively. */
function isResultFor({ id }: QueuedEvent, result: ItemResult | undefined): result is ItemResult {
  return result?.id?.toLowerCase() === id.toLowerCase();
}
