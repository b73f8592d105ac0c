import { percentile } from "@admin-events/load";

/** How fast a way of storing events is. */
export interface Measured {
  eventsPerSecond: number;
  /** From the call to the answer after the commit, in milliseconds; null where there is one call for everything. */
  p99Ms: number | null;
}

/** Measures work that stores so many events; `timed` within it measures one call. */
export async function measure(
  count: number,
  work: (timed: <Result>(call: () => Promise<Result>) => Promise<Result>) => Promise<void>,
): Promise<Measured> {
  const latencies: number[] = [];
  const start = performance.now();

  await work(async (call) => {
    const called = performance.now();
    const result = await call();
    latencies.push(performance.now() - called);
    return result;
  });

  const seconds = (performance.now() - start) / 1000;
  return { eventsPerSecond: count / seconds, p99Ms: percentile(latencies, 0.99) };
}

/** Takes pieces off a list by so many callers at once, until nothing is left. */
export async function together<Piece>(
  callers: number,
  pieces: Piece[],
  take: (piece: Piece, caller: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) await take(piece, caller);
    }),
  );
}

/** A list cut into pieces of a size; the last may be smaller. */
export function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
