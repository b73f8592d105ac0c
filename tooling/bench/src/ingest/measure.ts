import { percentile } from "@admin-events/load";

export interface Measured {
  eventsPerSecond: number;
  /** From the call to the response after the commit, in milliseconds; null if one call stores all events. */
  p99Ms: number | null;
}

/** Measures work that stores `count` events. `timed` measures one call within it. */
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

/** Processes pieces by several callers at a time, each with one piece. */
export async function runConcurrently<Piece>(
  callers: number,
  pieces: Piece[],
  process: (piece: Piece, caller: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) await process(piece, caller);
    }),
  );
}

export function toBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
