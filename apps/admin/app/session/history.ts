import type { HistoryDates } from "../charts/compared-days.ts";
import { dateIn } from "../format/format-time.ts";

/** The local date of an instant of the history, with today's. */
export function toHistoryDates(timeZone: string, start: string | null, now: number): HistoryDates {
  return { start: start === null ? null : dateIn(timeZone, start), today: dateIn(timeZone, now) };
}
