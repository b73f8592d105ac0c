/** How many shades the heat of a rate has, beside none at all. */
export const heatLevelCount = 7;

/** The shade of a rate, 0 to {@link heatLevelCount}: none for nothing, the deepest for the highest rate and above. */
export function heatLevel(rate: number | null, highest: number): number {
  if (rate === null || rate <= 0 || highest <= 0) return 0;
  return Math.min(heatLevelCount, Math.ceil((rate / highest) * heatLevelCount));
}
