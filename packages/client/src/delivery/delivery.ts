import { createPause, now } from "./pause.ts";
import type { QueuedEvent } from "./queue.ts";
import { createQueue } from "./queue.ts";
import type { Answer, EventResult } from "./retry.ts";
import { isGivenUp, verdictOn } from "./retry.ts";
import type { Send } from "./send.ts";
import { bytesOf } from "./send.ts";
import type { ClosingReport, TrackingProblem } from "../types.ts";

/** The most events the server takes in one batch. */
const maxBatchLength = 500;

export interface DeliverySettings {
  batchSize: number;
  flushIntervalMs: number;
  queueLimit: number;
  /** The most bytes of events in one request. */
  batchBytes: number;
}

/** An event as the tracker has written it down. */
type TrackedEvent = Pick<QueuedEvent, "id" | "json" | "bytes">;

/** Brings events to the server in order, one request at a time, until each is stored or given up. */
export interface Delivery {
  add(event: TrackedEvent): void;
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
  const pause = createPause();

  let batchLimit = settings.batchSize;
  let bytesInFlight = 0;
  let addedMeanwhile = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delivering: Promise<void> | undefined;
  let end: "closed" | "key_refused" | undefined;

  function add(tracked: TrackedEvent): void {
    const event = { ...tracked, attempts: 0, queuedAt: now() };
    if (end) {
      lose([event], end === "closed" ? { code: end, message: "The client is closed." } : null);
      return;
    }
    addedMeanwhile++;
    makeRoom(waiting.add(event));
    schedule();
  }

  /** Sees to it that what is waiting will be sent: now when a batch is full, otherwise when its time has come. */
  function schedule(): void {
    if (delivering || inFlight.size > 0 || end || waiting.size === 0) return;

    if (!pause.isOn() && waiting.size >= batchLimit) void deliverWaiting();
    else timer ??= setTimeout(deliverWaiting, pause.isOn() ? pause.remainingMs() : settings.flushIntervalMs);
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
    let goOn = !pause.isAskedFor();

    while (goOn && waiting.size > addedMeanwhile) {
      goOn = await deliver(waiting.take(batchLimit, settings.batchBytes));
    }
  }

  /** Sends one batch once. Answers whether the server can take the next one now. */
  function deliver(batch: QueuedEvent[]): Promise<boolean> {
    const bytes = bytesOf(batch);
    bytesInFlight += bytes;

    const attempt = send(batch, closing.signal).then((answer) => {
      bytesInFlight -= bytes;
      inFlight.delete(attempt);

      settle(batch, answer);
      return !pause.isOn();
    });
    inFlight.add(attempt);

    return attempt;
  }

  function settle(batch: QueuedEvent[], answer: Answer): void {
    const verdict = verdictOn(answer, batch.length);

    if (verdict === "drop" || verdict === "halve") pause.end();

    if (verdict === "settle") settleEach(batch, answer);
    else if (verdict === "retry") tryAgainLater(batch, answer);
    else if (verdict === "drop") lose(batch, { code: "rejected", message: answer.message });
    else if (verdict === "stop") stop(batch, answer.message);
    else {
      batchLimit = Math.ceil(batch.length / 2);
      makeRoom(waiting.putBack(batch));
    }
  }

  /** The results stand in the order of the batch. One that is missing says nothing, so its event is sent again. */
  function settleEach(batch: QueuedEvent[], answer: Answer): void {
    const unsettled: QueuedEvent[] = [];

    for (const [place, event] of batch.entries()) {
      const result = answer.results?.[place];
      const { status, message = "" } = isAbout(event, result) ? result : { status: "retry" };

      if (status === "retry") unsettled.push(event);
      else if (status === "drop") lose([event], { code: "rejected", message });
      else {
        totals.sent++;
        if (status === "warning") report({ code: "warning", message, eventIds: [event.id] });
      }
    }

    if (unsettled.length > 0) {
      tryAgainLater(unsettled, { ...answer, message: "The server could not store the event." });
      return;
    }
    pause.end();
    if (waiting.size === 0) batchLimit = settings.batchSize;
  }

  function tryAgainLater(events: QueuedEvent[], { status, retryAfter, message }: Answer): void {
    pause.lengthen(retryAfter);
    // While nobody answers nothing is wrong with the events.
    if (status > 0) for (const event of events) event.attempts++;

    const isOver = (event: QueuedEvent) => isGivenUp(event.attempts, now() - event.queuedAt);
    lose(events.filter(isOver), { code: "gave_up", message });
    makeRoom(waiting.putBack(events.filter((event) => !isOver(event))));
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
      if (pause.isAskedFor()) return;

      const batch = waiting.take(maxBatchLength, settings.batchBytes - bytesInFlight);
      if (batch.length > 0) void deliver(batch).then(schedule);
    },

    async close(timeoutMs) {
      const { sent, dropped } = totals;
      const deadline = setTimeout(() => closing.abort(), timeoutMs);
      end ??= "closed";

      await deliverWaiting();
      while (!closing.signal.aborted && (waiting.size > 0 || inFlight.size > 0)) {
        await sleep(pause.remainingMs(), closing.signal);
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

/** Whether a result is the one of an event. A server may write an id in another case. */
function isAbout(event: QueuedEvent, result: EventResult | undefined): result is EventResult {
  return result?.id?.toLowerCase() === event.id.toLowerCase();
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
