/** How many series can be told apart by colour; after them the colours begin again. */
export const seriesColorCount = 10;

const shares = [100, 55, 25];

/** The colour of the n-th series (from 0) of those that lie within one another: ever paler, with the same edge. */
export function withinColor(index: number): string {
  return `color-mix(in oklab, var(--series-1) ${shares[index] ?? shares.at(-1)}%, var(--panel))`;
}

/** The colour of the n-th series (from 0), as a CSS value that follows the theme. Defined in `charts.css`. */
export function seriesColor(index: number): string {
  return `var(--series-${(index % seriesColorCount) + 1})`;
}
