import type { ChosenRange, RangePreset } from "./chosen-range.ts";
import { rangePresets } from "./chosen-range.ts";

/**
 * The range in a page's address: `?range=7d`, or `?from=2026-03-01&to=2026-03-31` with both days included. Dates that
 * are none, or only one of them, leave the page's usual range.
 */
export function rangeFromUrl(search: URLSearchParams, usual: RangePreset): ChosenRange {
  const first = search.get("from") ?? "";
  const last = search.get("to") ?? "";
  if (isDate(first) && isDate(last)) return inOrder(first, last);
  return rangePresets.find((preset) => preset === search.get("range")) ?? usual;
}

/** Writes the range so that {@link rangeFromUrl} reads it back; the usual one needs no words. */
export function writeRange(search: URLSearchParams, range: ChosenRange, usual: RangePreset): void {
  if (typeof range === "object") {
    search.set("from", range.first);
    search.set("to", range.last);
  } else if (range !== usual) {
    search.set("range", range);
  }
}

/** A range from one day to another, whichever of them comes first. */
export function inOrder(one: string, other: string): ChosenRange {
  return one <= other ? { first: one, last: other } : { first: other, last: one };
}

/** Whether a text is a day of the calendar, written `2026-03-31`. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
