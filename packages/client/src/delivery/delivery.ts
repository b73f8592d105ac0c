import type { ClosingReport, ProblemCode } from "../types.ts";
import { createPause, now } from "./pause.ts";
import type { Queue, QueuedEvent } from "./queue.ts";
import type { Report } from "./report.ts";
import type { Answer, EventResult } from "./retry.ts";
import { isGivenUp, isWorthRetrying } from "./retry.ts";
import type { Send } from "./post.ts";
import type { Store } from "./store.ts";

const answerTimeoutMs = 15_000;

/** The most events the server takes in one batch. */
const maxBatchLength = 500;

export interface DeliverySettings {
  batchSize: number;
  flushIntervalMs: number;
  /** The most bytes of events in one request. */
  batchBytes: number;
  /** How old an event may get while nobody answers. Default: the queue sees to it. */
  maxAgeMs?: number;
}

export interface DeliveryParts {
  /** What waits. */
  queue: Queue;
  send: Send;
  report: Report["report"];
  say: Report["say"];
  /** How those who share the queue take turns: runs when it is our turn. */
  inTurn: (run: () => Promise<void>) => Promise<void>;
  /** Where a pause the server asked for is noted. */
  store: Pick<Store, "read" | "write">;
}

/** An event as it was written down. */
type TrackedEvent = Pick<QueuedEvent, "id" | "json" | "bytes">;

/** Brings events to the server in order, one request at a time, until each is stored or given up. */
export interface Delivery {
  add: (event: TrackedEvent) => void;
  /** Sees to it that what others added to the queue is sent too. */
  wake: () => void;
  /** See {@link Analytics.flush}. */
  flush: () => Promise<{ waiting: number }>;
  /** Sends at once what one request holds, beside the one in flight: the page may be gone in a moment. */
  sendBeforeLeaving: () => void;
  /** How long the server is still left alone, in milliseconds. */
  pausedMs: () => number;
  /** Accepts no more events. */
  refuse: () => void;
  /**
   * Breaks off. `isLost`: what is left in the queue is lost with it. Answers what became of the events that were
   * waiting when it began to refuse.
   */
  end: (isLost: boolean) => Promise<ClosingReport>;
  /** Whether the key is refused, or it was ended: no more requests are made. */
  isOver: () => boolean;
}

export function createDelivery(
  settings: DeliverySettings,
  { queue, send, report, say, store, inTurn }: DeliveryParts,
): Delivery {
  const inFlight = new Map<AbortController, Promise<void>>();
  let totals: ClosingReport = { sent: 0, dropped: 0 };
  const pause = createPause(store);

  let batchLimit = settings.batchSize;
  let addedMeanwhile = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delivering: Promise<void> | undefined;
  /** Accepts no more events. */
  let isClosed = false;
  /** Makes no more requests. */
  let isOver = false;

  function add(tracked: TrackedEvent): void {
    const event = { ...tracked, attempts: 0, queuedAt: now() };
    if (isClosed) return lose([event], "closed", "The client is closed.");

    addedMeanwhile++;
    makeRoom(queue.add(event));
    schedule();
  }

  /** Sees to it that what is waiting will be sent: now when a batch is full, otherwise when its time has come. */
  function schedule(): void {
    if (delivering || inFlight.size > 0 || isClosed || isOver || queue.size === 0) return;

    if (!pause.isOn() && queue.size >= batchLimit) void deliverWaiting();
    else timer ??= setTimeout(deliverWaiting, pause.isOn() ? pause.remainingMs() : settings.flushIntervalMs);
  }

  function deliverWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;

    return (delivering ??= inTurn(deliverInOrder).finally(() => {
      delivering = undefined;
      schedule();
    }));
  }

  /** Delivers what is waiting now. What is added meanwhile waits for its own batch to fill. */
  async function deliverInOrder(): Promise<void> {
    addedMeanwhile = 0;
    let goOn = !pause.isAskedFor();

    while (goOn && !isOver && queue.size > addedMeanwhile) {
      await deliver(queue.take(batchLimit, settings.batchBytes));
      goOn = !pause.isOn();
    }
  }

  /** Sends one batch once. */
  async function deliver(batch: QueuedEvent[], isLeaving?: boolean): Promise<void> {
    if (batch.length === 0) return;

    const attempt = new AbortController();
    const timeout = setTimeout(() => attempt.abort(), answerTimeoutMs);

    const answered = send(batch, attempt.signal, isLeaving).then((answer) => {
      clearTimeout(timeout);
      inFlight.delete(attempt);
      say?.("sent", batch, answer);
      settle(batch, answer);
    });
    inFlight.set(attempt, answered);
    await answered;
  }

  function settle(batch: QueuedEvent[], answer: Answer): void {
    const { status, results, message } = answer;

    if (results) return settleEach(batch, answer, results);
    if (isWorthRetrying(status)) return tryAgainLater(batch, answer);

    pause.end();
    if (status === 413 && batch.length > 1) {
      batchLimit = Math.ceil(batch.length / 2);
      makeRoom(queue.putBack(batch));
    } else if (status === 401 || status === 403) {
      // The key is refused, for these events and all later ones. Perhaps the app comes back with another key.
      if (!isOver) tell(batch, "key_refused", message);
      isOver = true;
      makeRoom(queue.putBack(batch));
    } else lose(batch, "rejected", message);
  }

  /** The results stand in the order of the batch. One that is missing says nothing, so its event is sent again. */
  function settleEach(batch: QueuedEvent[], answer: Answer, results: EventResult[]): void {
    const unsettled = batch.filter((event, place) => {
      const result = results[place];
      if (!isAbout(event, result) || result.status === "retry") return true;

      const { status, message = "" } = result;
      if (status === "drop") lose([event], "rejected", message);
      else {
        totals.sent++;
        queue.forget([event]);
        if (status === "warning") tell([event], status, message);
      }
      return false;
    });

    if (unsettled.length > 0) {
      return tryAgainLater(unsettled, { ...answer, message: "Not stored." });
    }
    pause.end();
    if (queue.size === 0) batchLimit = settings.batchSize;
  }

  function tryAgainLater(events: QueuedEvent[], { status, retryAfter, message }: Answer): void {
    pause.lengthen(retryAfter);
    // While nobody answers nothing is wrong with the events.
    if (status > 0) for (const event of events) event.attempts++;

    const isOver = (event: QueuedEvent) =>
      isGivenUp(event.attempts, now() - event.queuedAt, settings.maxAgeMs);
    lose(events.filter(isOver), "gave_up", message);
    makeRoom(queue.putBack(events.filter((event) => !isOver(event))));
  }

  function makeRoom(lost: QueuedEvent[]): void {
    lose(lost, "queue_full", "Too much waits.");
  }

  function lose(events: QueuedEvent[], code: ProblemCode, message: string): void {
    totals.dropped += events.length;
    queue.forget(events);
    tell(events, code, message);
  }

  function tell(events: QueuedEvent[], code: ProblemCode, message: string): void {
    if (events.length > 0) report({ code, message, eventIds: events.map((event) => event.id) });
  }

  // What an earlier page left may be too old or too much by now.
  makeRoom(queue.putBack([]));
  schedule();

  return {
    add,
    wake: schedule,
    pausedMs: pause.remainingMs,

    async flush() {
      await Promise.all([delivering, ...inFlight.values()]);
      await deliverWaiting();
      return { waiting: queue.size };
    },

    sendBeforeLeaving() {
      if (isOver || pause.isAskedFor()) return;

      const batch = queue.take(maxBatchLength, settings.batchBytes, true);
      void deliver(batch, true).then(schedule);
    },

    refuse() {
      totals = { sent: 0, dropped: 0 };
      isClosed = true;
    },

    async end(isLost) {
      isOver = true;
      clearTimeout(timer);
      for (const attempt of inFlight.keys()) attempt.abort();
      await Promise.all(inFlight.values());

      if (isLost) lose(queue.take(Infinity, Infinity), "closed", "The client is closed.");
      return totals;
    },

    isOver: () => isOver,
  };
}

/** Whether a result is the one of an event. A server may write an id in another case. */
function isAbout({ id }: QueuedEvent, result: EventResult | undefined): result is EventResult {
  return result?.id?.toLowerCase() === id.toLowerCase();
}
