/** Counts of latencies, in steps of 0.2 milliseconds up to two minutes. */
export type Histogram = Uint32Array;

const STEPS_PER_MS = 5;
const MAX_LATENCY_MS = 120_000;

export function emptyHistogram(): Histogram {
  return new Uint32Array(MAX_LATENCY_MS * STEPS_PER_MS + 1);
}

/** Latencies below 0 (arrived before the sender's response) count as 0, those above two minutes as two minutes. */
export function addLatency(histogram: Histogram, milliseconds: number): void {
  const step = Math.floor(Math.min(Math.max(milliseconds, 0), MAX_LATENCY_MS) * STEPS_PER_MS);
  histogram[step] = (histogram[step] ?? 0) + 1;
}

export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const sum = emptyHistogram();
  for (const histogram of histograms) {
    for (const [step, count] of histogram.entries()) sum[step] = (sum[step] ?? 0) + count;
  }

  return sum;
}

/** The milliseconds below which a fraction of the latencies lies; null if there are none. */
export function latencyPercentile(histogram: Histogram, fraction: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;

  for (const [step, count] of histogram.entries()) {
    seen += count;
    if (count > 0 && seen >= total * fraction) return step / STEPS_PER_MS;
  }

  return null;
}
