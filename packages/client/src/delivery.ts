import type { QueuedEvent } from "./queue.ts";
import { createQueue } from "./queue.ts";
import type { Answer, EventResult } from "./retry.ts";
import { backoffMs, maxAttempts, retryAfterMs, verdictOn } from "./retry.ts";
import type { Send } from "./send.ts";
import { bytesOf } from "./send.ts";
import type { ClosingReport, TrackingProblem } from "./types.ts";

/** The most events the server takes in one batch. */
const maxBatchLength = 500;

export interface DeliverySettings {
  batchSize: number;
  flushIntervalMs: number;
  queueLimit: number;
  /** The most bytes of events in one request. */
  batchBytes: number;
}

/** Brings events to the server in order, one request at a time, until each is stored or given up. */
export interface Delivery {
  add(event: Omit<QueuedEvent, "attempts">): void;
  /** See {@link Analytics.flush}. */
  flush(): Promise<{ waiting: number }>;
  /** Sends what fits beside the request in flight, at once: the page may be gone in a moment. */
  sendBeforeLeaving(): void;
  /** Accepts no more events and keeps trying for at most `timeoutMs`. */
  close(timeoutMs: number): Promise<ClosingReport>;
}

export function createDelivery(
  settings: DeliverySettings,
  send: Send,
  report: (problem: TrackingProblem) => void,
): Delivery {
  const waiting = createQueue(settings.queueLimit);
  const inFlight = new Set<Promise<boolean>>();
  const closing = new AbortController();
  const totals: ClosingReport = { sent: 0, dropped: 0 };

  let batchLimit = settings.batchSize;
  let bytesInFlight = 0;
  let addedMeanwhile = 0;
  let failures = 0;
  let nextAttemptAt = 0;
  let leaveAloneUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delivering: Promise<void> | undefined;
  let end: "closed" | "key_refused" | undefined;

  function add(event: Omit<QueuedEvent, "attempts">): void {
    if (end) {
      lose(
        [{ ...event, attempts: 0 }],
        end === "closed" ? { code: end, message: "The client is closed." } : null,
      );
      return;
    }
    addedMeanwhile++;
    makeRoom(waiting.add({ ...event, attempts: 0 }));
    schedule();
  }

  /** Sees to it that what is waiting will be sent: now when a batch is full, otherwise when its time has come. */
  function schedule(): void {
    if (delivering || inFlight.size > 0 || end || waiting.size === 0) return;

    if (failures === 0 && waiting.size >= batchLimit) void deliverWaiting();
    else timer ??= setTimeout(deliverWaiting, failures > 0 ? untilNextAttempt() : settings.flushIntervalMs);
  }

  function untilNextAttempt(): number {
    return Math.max(0, nextAttemptAt - now());
  }

  function deliverWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;

    return (delivering ??= deliverInTurn().finally(() => {
      delivering = undefined;
      schedule();
    }));
  }

  /** Delivers what is waiting now. What is added meanwhile waits for its own batch to fill. */
  async function deliverInTurn(): Promise<void> {
    addedMeanwhile = 0;
    let goOn = now() >= leaveAloneUntil;

    while (goOn && waiting.size > addedMeanwhile) {
      goOn = await deliver(waiting.take(batchLimit, settings.batchBytes));
    }
  }

  /** Sends one batch once. Answers whether the server can take the next one now. */
  function deliver(batch: QueuedEvent[]): Promise<boolean> {
    const bytes = bytesOf(batch);
    bytesInFlight += bytes;
    for (const event of batch) event.attempts++;

    const attempt = send(batch, closing.signal).then((answer) => {
      bytesInFlight -= bytes;
      inFlight.delete(attempt);

      settle(batch, answer);
      return failures === 0;
    });
    inFlight.add(attempt);

    return attempt;
  }

  function settle(batch: QueuedEvent[], answer: Answer): void {
    const verdict = verdictOn(answer, batch.length);

    if (verdict === "drop" || verdict === "halve") failures = 0;

    if (verdict === "settle") settleEach(batch, answer.results!);
    else if (verdict === "retry") tryAgainLater(batch, answer);
    else if (verdict === "drop") lose(batch, { code: "rejected", message: answer.message });
    else if (verdict === "stop") stop(batch, answer.message);
    else {
      // Halving ends by itself, so it is no attempt.
      for (const event of batch) event.attempts--;
      batchLimit = Math.ceil(batch.length / 2);
      makeRoom(waiting.putBack(batch));
    }
  }

  function settleEach(batch: QueuedEvent[], results: EventResult[]): void {
    const resultOf = new Map(results.map((result) => [result.id, result]));
    const unsettled: QueuedEvent[] = [];

    for (const event of batch) {
      const { status, message = "" } = resultOf.get(event.id) ?? { status: "retry" };

      if (status === "retry") unsettled.push(event);
      else if (status === "drop") lose([event], { code: "rejected", message });
      else {
        totals.sent++;
        if (status === "warning") report({ code: "warning", message, eventIds: [event.id] });
      }
    }

    if (unsettled.length > 0) {
      tryAgainLater(unsettled, { retryAfter: null, message: "The server could not store the event." });
      return;
    }
    failures = 0;
    if (waiting.size === 0) batchLimit = settings.batchSize;
  }

  function tryAgainLater(
    events: QueuedEvent[],
    { retryAfter, message }: Pick<Answer, "retryAfter" | "message">,
  ): void {
    failures++;
    leaveAloneUntil = Math.max(leaveAloneUntil, now() + retryAfterMs(retryAfter));
    nextAttemptAt = Math.max(leaveAloneUntil, now() + backoffMs(failures));

    lose(
      events.filter((event) => event.attempts >= maxAttempts),
      { code: "gave_up", message },
    );
    makeRoom(waiting.putBack(events.filter((event) => event.attempts < maxAttempts)));
  }

  function stop(batch: QueuedEvent[], message: string): void {
    const isFirst = end !== "key_refused";
    end = "key_refused";
    clearTimeout(timer);
    lose([...batch, ...waiting.take(Infinity, Infinity)], isFirst ? { code: end, message } : null);
  }

  function makeRoom(lost: QueuedEvent[]): void {
    lose(lost, { code: "queue_full", message: `More than ${settings.queueLimit} events were waiting.` });
  }

  function lose(events: QueuedEvent[], why: Omit<TrackingProblem, "eventIds"> | null): void {
    totals.dropped += events.length;
    if (events.length > 0 && why) report({ ...why, eventIds: events.map((event) => event.id) });
  }

  return {
    add,

    async flush() {
      if (delivering || inFlight.size > 0) await Promise.all([delivering, ...inFlight]);
      await deliverWaiting();
      return { waiting: waiting.size };
    },

    sendBeforeLeaving() {
      if (now() < leaveAloneUntil) return;

      const batch = waiting.take(maxBatchLength, settings.batchBytes - bytesInFlight);
      if (batch.length > 0) void deliver(batch).then(schedule);
    },

    async close(timeoutMs) {
      const { sent, dropped } = totals;
      const deadline = setTimeout(() => closing.abort(), timeoutMs);
      end ??= "closed";

      await deliverWaiting();
      while (!closing.signal.aborted && (waiting.size > 0 || inFlight.size > 0)) {
        await pause(failures > 0 ? untilNextAttempt() : 0, closing.signal);
        await Promise.all(inFlight);
        if (!closing.signal.aborted) await deliverWaiting();
      }
      clearTimeout(deadline);

      lose(waiting.take(Infinity, Infinity), {
        code: "closed",
        message: "The client was closed before the server answered.",
      });
      return { sent: totals.sent - sent, dropped: totals.dropped - dropped };
    },
  };
}

/** Milliseconds on a clock that nobody sets. */
function now(): number {
  return performance.now();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
