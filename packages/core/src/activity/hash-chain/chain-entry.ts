import { createHash } from "node:crypto";

/** The activity log does not match its hash chain. The message names the first broken link. */
export class AuditChainError extends Error {
  override readonly name = "AuditChainError";
}

/** An activity in the hash chain. Hashes are SHA-256 in hex. */
export interface ChainEntry {
  eventId: string;
  /** The day (UTC) on which the activity arrived, `YYYY-MM-DD`. */
  day: string;
  /** The position within the day, from 1. */
  sequence: number;
  name: string;
  /** ISO 8601. With the name, it tells whether a prune may have deleted the activity. */
  occurredAt: string;
  /** The metadata keys that are not hashed because the catalog marks them as personal. */
  personal: string[];
  /** The hash of the actor's salt and user id; null without an actor. */
  actor: string | null;
  content: string;
}

export const INITIAL_HEAD = "";

/** Hashes an entry and the hash before it: that of the previous entry, or the head of the previous day. */
export function hashEntry(previousHash: string, entry: ChainEntry): string {
  const { eventId, day, sequence, name, occurredAt, personal, actor, content } = entry;

  return sha256([previousHash, eventId, day, sequence, name, occurredAt, personal, actor, content]);
}

/** Hashes a day. `lastHash` is that of its last entry, or the head of the previous day if it has none. */
export function hashDay(lastHash: string, { day, entries }: { day: string; entries: number }): string {
  return sha256([lastHash, day, entries]);
}

/** The next day, both `YYYY-MM-DD`. */
export function getNextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function sha256(values: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
