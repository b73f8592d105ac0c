import type { Door, SampleEvent } from "@admin-events/load";
import { isStored, createNumberedEventId, sampleNames, samplePeople } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";

export interface Stream {
  /** Events per second. */
  rate: number;
  seconds: number;
  batchSize: number;
  /** Called when the server has answered that an event is stored, which it does after the commit. */
  onStored?: (number: number) => void;
}

export interface Sent {
  sent: number;
  /** Events that the server has said to have stored. */
  acknowledged: number;
  /** Batches that were sent once more, after a refusal or a failure. */
  retries: number;
  /** Acknowledged events by the time from the first batch to the last answer. */
  eventsPerSecond: number;
}

const mostInFlight = 32;
const mostAttempts = 20;

/**
 * Sends numbered events at a rate, whether or not earlier ones are answered, as long as 32 batches at most wait for
 * their answer, and not beyond the time: a server that cannot keep up shows in the rate that was reached. What is
 * refused is sent again.
 */
export async function sendSteadily(
  door: Door,
  { rate, seconds, batchSize, onStored }: Stream,
): Promise<Sent> {
  const total = Math.floor((rate * seconds) / batchSize) * batchSize;
  const inFlight = new Set<Promise<void>>();
  const start = performance.now();
  let [sent, acknowledged, retries] = [0, 0, 0];

  async function deliver(events: SampleEvent[], first: number): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const { results } = await door.send(events);
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
    while (sent + batchSize <= Math.min(due, total) && inFlight.size < mostInFlight) {
      const delivery: Promise<void> = deliver(numberedEvents(sent, batchSize), sent).finally(() =>
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

function numberedEvents(first: number, count: number): SampleEvent[] {
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
