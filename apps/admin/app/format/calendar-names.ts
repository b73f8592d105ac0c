const SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS = [
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
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

// Written out, because the names of Intl differ between Node and browsers and would break hydration.

/** `3` → `Mar`; empty for an invalid number. */
export function getShortMonth(month: number): string {
  return SHORT_MONTHS[month - 1] ?? "";
}

/** `3` → `March`; empty for an invalid number. */
export function getMonth(month: number): string {
  return MONTHS[month - 1] ?? "";
}

/** `2026, 3, 3` → `Tue`. */
export function getWeekday(year: number, month: number, day: number): string {
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
}
