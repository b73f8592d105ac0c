import type { StoredEvent } from "@admin-events/client/query";
import { shortLabel } from "../charts/format-label.ts";
import { dateIn, timeOfDay } from "../format/format-time.ts";

/** The time by which a list is sorted, which is the one that its rows show. */
export type RowOrder = "receivedAt" | "occurredAt";

const MIN_DELAY_MS = 60_000;

/** Like `happened 27 Feb, 13:00:00` for an event that arrived later than that; null if both times are about the same. */
export function describeDelay(
  { occurredAt, receivedAt }: Pick<StoredEvent, RowOrder>,
  timeZone: string,
): string | null {
  if (Math.abs(Date.parse(receivedAt) - Date.parse(occurredAt)) < MIN_DELAY_MS) return null;
  const day = dateIn(timeZone, occurredAt);
  const receivedOn = dateIn(timeZone, receivedAt);
  const year = day.slice(0, 4) === receivedOn.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  const date = day === receivedOn ? "" : `${shortLabel(day)}${year}, `;

  return `happened ${date}${timeOfDay(timeZone, occurredAt)}`;
}
