import { createHash } from "node:crypto";

/** What is kept of an entry to prove later that it is as it was. Hashes are SHA-256 in hex. */
export interface Seal {
  eventId: string;
  /** The day (UTC) on which the entry arrived, `YYYY-MM-DD`. */
  day: string;
  /** The entry's place within the day, from 1. */
  sequence: number;
  name: string;
  /** ISO 8601. With the name it tells whether a prune may have taken the entry. */
  occurredAt: string;
  /** The metadata keys that were left out because the catalog calls them personal. */
  personal: string[];
  /** Of the person's salt and the application's own id; null for nobody. */
  actor: string | null;
  /** Of everything else that the entry says. */
  content: string;
}

/** The first day has no head before it. */
export const noHead = "";

/** The hash of a seal and of the one before; of a day's first seal, the head of the day before. */
export function linkAfter(previous: string, seal: Seal): string {
  const { eventId, day, sequence, name, occurredAt, personal, actor, content } = seal;

  return sha256([previous, eventId, day, sequence, name, occurredAt, personal, actor, content]);
}

/** The hash that closes a day; `last` is that of its last seal, or the head of the day before when it has none. */
export function headAfter(last: string, { day, entries }: { day: string; entries: number }): string {
  return sha256([last, day, entries]);
}

/** The day after, both `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function sha256(values: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
