import type { DateRange, RangePreset } from "./date-range.ts";
import { RANGE_PRESETS } from "./date-range.ts";

/** Reads `?range=7d`, or `?from=2026-03-01&to=2026-03-31` with both days included. Anything else is the default. */
export function rangeFromUrl(search: URLSearchParams, defaultRange: RangePreset): DateRange {
  const first = search.get("from") ?? "";
  const last = search.get("to") ?? "";
  if (isDate(first) && isDate(last)) return inOrder(first, last);
  return RANGE_PRESETS.find((preset) => preset === search.get("range")) ?? defaultRange;
}

/** Writes a range so that {@link rangeFromUrl} reads it back. The default is left out. */
export function writeRange(search: URLSearchParams, range: DateRange, defaultRange: RangePreset): void {
  if (typeof range === "object") {
    search.set("from", range.first);
    search.set("to", range.last);
  } else if (range !== defaultRange) {
    search.set("range", range);
  }
}

export function inOrder(day: string, other: string): DateRange {
  return day <= other ? { first: day, last: other } : { first: other, last: day };
}

/** Whether a text is a valid date such as `2026-03-31`. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
