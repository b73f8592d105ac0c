const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const fullMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

// Written out, because the names of Intl differ between Node and browsers and would not hydrate.

/** `3` → `Mar`; an empty text for a number that is no month. */
export function monthShort(month: number): string {
  return months[month - 1] ?? "";
}

/** `3` → `March`; an empty text for a number that is no month. */
export function monthFull(month: number): string {
  return fullMonths[month - 1] ?? "";
}

/** The weekday of a calendar date: `2026, 3, 3` → `Tue`. */
export function weekdayOf(year: number, month: number, day: number): string {
  return weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
}
