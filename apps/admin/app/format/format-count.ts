const exact = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** All digits, grouped: `12,345`. */
export function formatCount(count: number): string {
  return exact.format(count);
}

/** Compact from 10,000, for axes and narrow places: `12.3K`. */
export function formatCompactCount(count: number): string {
  return Math.abs(count) < 10_000 ? exact.format(count) : compact.format(count);
}

/** A count with its noun: `1 event`, `12 events`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
