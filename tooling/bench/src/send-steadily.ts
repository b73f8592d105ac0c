import type { SampleEvent, Sender } from "@admin-events/load";
import { isStored, createNumberedEventId, sampleNames, samplePeople } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";

export interface SteadyLoad {
  /** Events per second. */
  rate: number;
  seconds: number;
  batchSize: number;
  /** Called when the server responds that an event is stored, which is after the commit. */
  onStored?: (number: number) => void;
}

export interface SendSummary {
  sent: number;
  /** Events that the server acknowledged as stored. */
  acknowledged: number;
  /** Batches that were sent again after an error. */
  retries: number;
  /** Acknowledged events per second, from the first batch to the last response. */
  eventsPerSecond: number;
}

const MAX_IN_FLIGHT = 32;
const MAX_ATTEMPTS = 20;

/**
 * Sends numbered events at a rate, without waiting for responses while at most 32 batches are in flight. A server that
 * cannot keep up shows in `eventsPerSecond`. Batches that are not stored are sent again.
 */
export async function sendSteadily(
  sender: Sender,
  { rate, seconds, batchSize, onStored }: SteadyLoad,
): Promise<SendSummary> {
  const total = Math.floor((rate * seconds) / batchSize) * batchSize;
  const inFlight = new Set<Promise<void>>();
  const start = performance.now();
  let [sent, acknowledged, retries] = [0, 0, 0];

  async function deliver(events: SampleEvent[], first: number): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const { results } = await sender.send(events);
      if (results.length > 0 && results.every(({ status }) => isStored(status))) {
        acknowledged += events.length;
        for (const index of events.keys()) onStored?.(first + index);
        return;
      }
      retries++;
      await sleep(500);
    }
  }

  while (sent < total && performance.now() - start < seconds * 1000) {
    const due = ((performance.now() - start) / 1000) * rate + batchSize;
    while (sent + batchSize <= Math.min(due, total) && inFlight.size < MAX_IN_FLIGHT) {
      const delivery: Promise<void> = deliver(createEvents(sent, batchSize), sent).finally(() =>
        inFlight.delete(delivery),
      );
      inFlight.add(delivery);
      sent += batchSize;
    }
    await sleep(2);
  }
  await Promise.all(inFlight);

  return {
    sent,
    acknowledged,
    retries,
    eventsPerSecond: acknowledged / ((performance.now() - start) / 1000),
  };
}

function createEvents(first: number, count: number): SampleEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const timestamp = new Date();

    return {
      id: createNumberedEventId(timestamp.getTime(), number),
      name: sampleNames[number % sampleNames.length] ?? "",
      timestamp,
      userId: samplePeople[(number * 7919) % samplePeople.length] ?? null,
      metadata: {
        path: `/products/${number % 1_000}`,
        referrer: "https://search.example.com/?q=coffee",
        device: "mobile",
        plan: "free",
        amount: 12.5,
      },
    };
  });
}
