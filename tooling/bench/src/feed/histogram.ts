/** How often each latency was seen, in steps of a fifth of a millisecond up to two minutes. */
export type Histogram = Uint32Array;

const stepsPerMillisecond = 5;
const longest = 120_000;

export function emptyHistogram(): Histogram {
  return new Uint32Array(longest * stepsPerMillisecond + 1);
}

/** What arrives before the answer to its sender counts as 0, what takes longer than two minutes as two minutes. */
export function addLatency(histogram: Histogram, milliseconds: number): void {
  const step = Math.floor(Math.min(Math.max(milliseconds, 0), longest) * stepsPerMillisecond);
  histogram[step] = (histogram[step] ?? 0) + 1;
}

export function merged(histograms: readonly Histogram[]): Histogram {
  const sum = emptyHistogram();
  for (const histogram of histograms) {
    for (const [step, count] of histogram.entries()) sum[step] = (sum[step] ?? 0) + count;
  }

  return sum;
}

/** The milliseconds below which a fraction of the latencies lies; null for none. */
export function latencyAt(histogram: Histogram, fraction: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;

  for (const [step, count] of histogram.entries()) {
    seen += count;
    if (count > 0 && seen >= total * fraction) return step / stepsPerMillisecond;
  }

  return null;
}
