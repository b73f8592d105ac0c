/** How many series have a color of their own; after them the colors repeat. */
export const SERIES_COLOR_COUNT = 10;

const NESTED_SHARES = [100, 55, 25];

/** The color of the n-th nested series (from 0): shades of one color, each paler. */
export function nestedColor(index: number): string {
  return `color-mix(in oklab, var(--series-1) ${NESTED_SHARES[index] ?? NESTED_SHARES.at(-1)}%, var(--panel))`;
}

/** The color of the n-th series (from 0), a CSS value that follows the theme. Defined in `charts.css`. */
export function seriesColor(index: number): string {
  return `var(--series-${(index % SERIES_COLOR_COUNT) + 1})`;
}
