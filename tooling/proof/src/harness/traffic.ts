import type { SampleEvent, Sender } from "@admin-events/load";
import { createNumberedEventId, isStored, sampleNames, samplePeople } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";

export interface TrafficOptions {
  /** Used in turn: a batch that one server does not accept goes to the next. */
  senders: readonly Sender[];
  ledger: Ledger;
  /** How many batches are sent at a time. */
  concurrency: number;
  /** Events per second, in total. */
  rate: number;
  batchSize?: number;
  /** The sender's clock. Default: the time. */
  now?: () => number;
  metadata?: SampleEvent["metadata"];
}

export interface Traffic {
  /** Batches that were sent again. */
  retries: () => number;
  /** Creates no more events, and retries unacknowledged ones for at most a minute. */
  finish: () => Promise<void>;
}

const RETRY_DELAY_MS = 100;
const MAX_FINISH_MS = 60_000;

let lastNumber = 0;

/** Sends events continuously and retries unacknowledged ones, as an application's client does. */
export function startTraffic({
  senders,
  ledger,
  concurrency,
  rate,
  batchSize = 20,
  ...style
}: TrafficOptions): Traffic {
  const interval = (1000 * batchSize * concurrency) / rate;
  let isFinishing = false;
  let giveUpAt = Infinity;
  let retries = 0;

  async function deliver(events: SampleEvent[], first: number): Promise<void> {
    let pending = events;

    for (let attempt = first; pending.length > 0 && Date.now() < giveUpAt; attempt++) {
      const { results } = await selectSender(senders, attempt).send(pending, style.now?.());
      for (const { id, status } of results) if (isStored(status)) ledger.recordAcknowledged(id);
      pending = pending.filter(({ id }) => !ledger.isAcknowledged(id));
      if (pending.length === 0) return;

      retries++;
      await sleep(RETRY_DELAY_MS);
    }
  }

  async function work(number: number): Promise<void> {
    for (let due = Date.now(); !isFinishing; due += interval) {
      const events = Array.from({ length: batchSize }, () => createEvent(style));
      for (const { id } of events) ledger.recordSent(id);
      await deliver(events, number);
      await sleep(Math.max(0, due + interval - Date.now()));
    }
  }

  const workers = Array.from({ length: concurrency }, (_, number) => work(number));

  return {
    retries: () => retries,
    async finish() {
      isFinishing = true;
      giveUpAt = Date.now() + MAX_FINISH_MS;
      await Promise.all(workers);
    },
  };
}

function selectSender(senders: readonly Sender[], attempt: number): Sender {
  const sender = senders[attempt % senders.length];
  if (!sender) throw new Error("Traffic needs at least one sender.");

  return sender;
}

/** A new event with an id that was not used before in this process. */
export function createEvent({
  now = Date.now,
  metadata,
}: Pick<TrafficOptions, "now" | "metadata"> = {}): SampleEvent {
  const number = ++lastNumber;

  return {
    id: createNumberedEventId(Date.now(), number),
    name: sampleNames[number % sampleNames.length] ?? "",
    timestamp: new Date(now()),
    userId: samplePeople[(number * 7919) % 5_000] ?? null,
    metadata: metadata ?? { path: `/products/${number % 1_000}`, plan: "free" },
  };
}
