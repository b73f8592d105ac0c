import { createEventId } from "./event-id.ts";
import { createRandom } from "./random.ts";

/** From the most to the least frequent. */
export const sampleNames = Array.from({ length: 30 }, (_, index) => `bench.event_${index}`);
export const samplePeople = Array.from({ length: 200_000 }, (_, index) => `u_${index}`);
const YEAR_MS = 365 * 24 * 3_600_000;

export interface SampleOptions {
  seed?: number;
  /** The time of the last event; the first is 365 days earlier. Default: now. */
  until?: Date;
}

export interface SampleEvent {
  id: string;
  name: string;
  timestamp: Date;
  userId: string | null;
  metadata: Record<string, string | number>;
}

/** 30 names by Zipf's law, 200,000 people, 5 % without a user, 120 bytes of metadata, over a year. No two share a millisecond. */
export function* sampleEvents(
  count: number,
  { seed = 1, until = new Date() }: SampleOptions = {},
): Generator<SampleEvent> {
  const random = createRandom(seed);
  const start = until.getTime() - YEAR_MS;

  for (let index = 0; index < count; index++) {
    const timestamp = new Date(start + Math.floor((index / count) * YEAR_MS));
    const name = sampleNames[Math.floor((sampleNames.length + 1) ** random()) - 1] ?? sampleNames[0] ?? "";

    yield {
      id: createEventId(timestamp.getTime(), random),
      name,
      timestamp,
      userId: random() < 0.05 ? null : (samplePeople[Math.floor(random() * samplePeople.length)] ?? null),
      metadata: {
        path: `/products/${Math.floor(random() * 1_000)}`,
        referrer: "https://search.example.com/?q=coffee",
        device: random() < 0.6 ? "mobile" : "desktop",
        plan: random() < 0.2 ? "club" : "free",
        amount: Math.round(random() * 10_000) / 100,
      },
    };
  }
}
