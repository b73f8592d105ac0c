/** How many series can be told apart by colour; after them the colours begin again. */
export const seriesColorCount = 10;

/** The colour of the n-th series (from 0), as a CSS value that follows the theme. Defined in `charts.css`. */
export function seriesColor(index: number): string {
  return `var(--series-${(index % seriesColorCount) + 1})`;
}
