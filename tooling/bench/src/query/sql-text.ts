import type { DayRange } from "./ranges.ts";

/** Names as a list of SQL strings. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}

/** The number of a name in PostgreSQL's dictionary. */
export function nameId(name: string): string {
  return `(select id from admin_events.event_names where name = '${name}')`;
}

/** Whether PostgreSQL's events happened in a range. */
export function during({ from, to }: DayRange): string {
  return `occurred_at >= '${from}' and occurred_at < '${to}'`;
}

/** An instant for ClickHouse. */
export function moment(iso: string): string {
  return `toDateTime64('${iso.replace("T", " ").replace("Z", "")}', 3, 'UTC')`;
}

/** Whether ClickHouse's events happened in a range. */
export function duringThere({ from, to }: DayRange): string {
  return `occurred_at >= ${moment(from)} and occurred_at < ${moment(to)}`;
}
