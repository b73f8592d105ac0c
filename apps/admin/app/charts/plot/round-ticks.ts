/**
 * At most six round numbers from 0 to `max`: 1, 2 or 5 times a power of ten apart, integers only. The highest bar
 * reaches the top of the plot, so no tick is above it. `0` → `[0]`.
 */
export function roundTicks(max: number): number[] {
  if (max <= 0) return [0];
  const rough = max / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}
