import { getShortMonth } from "./calendar-names.ts";

/**
 * A range of days, both included: `28 Sep–27 Oct`, `18–24 Mar`, `24 Mar`. Years are written unless both are today's:
 * `27 Nov 2024–26 Nov 2025`, `2–9 Mar 2025`.
 */
export function formatDays(first: string, last: string, today: string): string {
  const [from, to] = [readDate(first), readDate(last)];
  const currentYear = readDate(today).year;
  const hasYear = from.year !== currentYear || to.year !== currentYear;
  const end = `${to.day} ${getShortMonth(to.month)}${hasYear ? ` ${to.year}` : ""}`;
  if (first === last) return end;
  if (from.year !== to.year) return `${from.day} ${getShortMonth(from.month)} ${from.year}–${end}`;
  return from.month === to.month ? `${from.day}–${end}` : `${from.day} ${getShortMonth(from.month)}–${end}`;
}

function readDate(date: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}
