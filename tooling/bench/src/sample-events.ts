import type { SentEvent } from "@admin-events/core/events";
import { v7 as uuidv7 } from "uuid";

const names = Array.from({ length: 30 }, (_, index) => `bench.event_${index}`);
const people = 200_000;
const year = 365 * 24 * 3_600_000;

/** The same sequence of numbers between 0 and 1 for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;

  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Events as an application sends them: 30 names of which a few are frequent (Zipf), 200,000 people, five per cent
 * without one, spread over a year, with about 150 bytes of metadata.
 */
export function* sampleEvents(
  count: number,
  seed = 1,
): Generator<SentEvent & { id: string; timestamp: Date }> {
  const random = createRandom(seed);
  const start = Date.now() - year;

  for (let index = 0; index < count; index++) {
    const timestamp = new Date(start + (index / count) * year);
    const name = names[Math.floor(names.length ** random()) - 1] ?? names[0] ?? "";

    yield {
      id: uuidv7({ msecs: timestamp.getTime() }),
      name,
      timestamp,
      userId: random() < 0.05 ? null : `u_${Math.floor(random() * people)}`,
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
