const exact = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** Every digit, grouped: `12,345`. */
export function formatCount(count: number): string {
  return exact.format(count);
}

/** At most four characters and a unit, for axis ticks and narrow places: `12.3K`. Below 10,000 every digit. */
export function formatCompactCount(count: number): string {
  return Math.abs(count) < 10_000 ? exact.format(count) : compact.format(count);
}

/** A count and its noun: `1 event`, `12 events`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
