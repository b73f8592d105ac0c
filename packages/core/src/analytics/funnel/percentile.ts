/**
 * A percentile of numbers in ascending order, by linear interpolation between the two nearest: PostgreSQL's
 * `percentile_cont`. Null for no numbers.
 */
export function percentile(sorted: ArrayLike<number>, fraction: number): number | null {
  const place = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;

  return below + (above - below) * (place - Math.floor(place));
}
