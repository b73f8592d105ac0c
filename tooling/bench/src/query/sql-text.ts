import type { DayRange } from "./ranges.ts";

export function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}

export function nameId(name: string): string {
  return `(select id from admin_events.event_names where name = '${name}')`;
}

export function inRange({ from, to }: DayRange): string {
  return `occurred_at >= '${from}' and occurred_at < '${to}'`;
}

/** A ClickHouse expression for a time. */
export function clickhouseTime(iso: string): string {
  return `toDateTime64('${iso.replace("T", " ").replace("Z", "")}', 3, 'UTC')`;
}

/** A ClickHouse condition: the event occurred in a range. */
export function inRangeClickhouse({ from, to }: DayRange): string {
  return `occurred_at >= ${clickhouseTime(from)} and occurred_at < ${clickhouseTime(to)}`;
}
