import { getShortMonth, getWeekday } from "./calendar-names.ts";
import { clockIn } from "./zoned-clock.ts";

/** The date in a time zone: `2026-03-03`. */
export function dateIn(timeZone: string, instant: string | number): string {
  const { year, month, day } = clockIn(timeZone, instant);
  return [year, padTwo(month), padTwo(day)].join("-");
}

/** The time of day in a time zone: `14:03:22`. */
export function timeOfDay(timeZone: string, instant: string): string {
  const { hour, minute, second } = clockIn(timeZone, instant);
  return [hour, minute, second].map(padTwo).join(":");
}

/** `Tue, 3 Mar 2026, 14:03:22.120 (Europe/Berlin)`. */
export function exactTime(timeZone: string, instant: string): string {
  const { year, month, day } = clockIn(timeZone, instant);
  const milliseconds = String(new Date(instant).getUTCMilliseconds()).padStart(3, "0");
  const date = `${getWeekday(year, month, day)}, ${day} ${getShortMonth(month)} ${year}`;
  return `${date}, ${timeOfDay(timeZone, instant)}.${milliseconds} (${timeZone})`;
}

/** `now`, `12 s ago`, `5 min ago`, `3 h ago`, `6 d ago`; `in 2 min` for the future. */
export function relativeTime(instant: string, now: number): string {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return "now";
  const text =
    size < 60
      ? `${size} s`
      : size < 3_600
        ? `${Math.floor(size / 60)} min`
        : size < 86_400
          ? `${Math.floor(size / 3_600)} h`
          : `${Math.floor(size / 86_400)} d`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

function padTwo(number: number): string {
  return String(number).padStart(2, "0");
}
