export const HEAT_LEVEL_COUNT = 7;

/** The shade of a rate, from 0 (no color) to {@link HEAT_LEVEL_COUNT} for `maxRate` and above. */
export function getHeatLevel(rate: number | null, maxRate: number): number {
  if (rate === null || rate <= 0 || maxRate <= 0) return 0;
  return Math.min(HEAT_LEVEL_COUNT, Math.ceil((rate / maxRate) * HEAT_LEVEL_COUNT));
}
