import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { getHourLabel } from "../calendar/index.ts";
import { Temporal } from "temporal-polyfill";

export interface RejectionsInput {
  /** How far back: 1 for the last 24 hours, up to 30. */
  days: number;
  /** IANA; the day bars begin at midnight in it. */
  timeZone: string;
}

export interface RejectedGroup {
  /** Null for items of the server process itself, and for keys that no longer exist. */
  key: { id: number; name: string; kind: "public" | "secret" } | null;
  /** `track`, `page`, …; `batch` for items refused as a whole; null if the item has no valid type. */
  type: string | null;
  /** The event name as it was sent; null if there is none. */
  name: string | null;
  path: string | null;
  reason: string;
  total: number;
  /** ISO 8601 in UTC. */
  lastAt: string;
  /** The latest item, redacted and shortened; null once a person in it was erased. */
  sample: string | null;
}

export interface Rejections {
  total: number;
  interval: "hour" | "day";
  /** Oldest first. `label` is `2026-03-03T14:00+01:00` for an hour, or `2026-03-03` for a day, in the time zone. */
  bars: { label: string; count: number; incomplete: boolean }[];
  /** Most recent first; at most 100. */
  groups: RejectedGroup[];
}

const HOUR_MS = 3_600_000;
const HOURS_PER_DAY = 24;
const MAX_GROUPS = 100;

export async function listRejections(
  em: EntityManager,
  { days, timeZone }: RejectionsInput,
  now = new Date(),
): Promise<Rejections> {
  const currentHour = toHour(now);
  const firstHour = currentHour - days * HOURS_PER_DAY + 1;
  const [counts, groups] = await Promise.all([countByHour(em, firstHour), listGroups(em, firstHour)]);
  const interval = days === 1 ? "hour" : "day";
  const bars = new Map<string, number>();
  for (let hour = firstHour; hour <= currentHour; hour++) {
    const label = toLabel(hour, interval, timeZone);
    bars.set(label, (bars.get(label) ?? 0) + (counts.get(hour) ?? 0));
  }
  const labels = [...bars];

  return {
    total: labels.reduce((sum, [, count]) => sum + count, 0),
    interval,
    bars: labels.map(([label, count], index) => ({ label, count, incomplete: index === labels.length - 1 })),
    groups,
  };
}

export async function countRejections(em: EntityManager, now = new Date()): Promise<number> {
  const { total } = await em
    .getKysely()
    .selectFrom("rejected_items")
    .select(sql<number>`coalesce(sum(total), 0)::int`.as("total"))
    .where("hour", ">", toHour(now) - HOURS_PER_DAY)
    .executeTakeFirstOrThrow();

  return total;
}

async function countByHour(em: EntityManager, firstHour: number): Promise<Map<number, number>> {
  const rows = await em
    .getKysely()
    .selectFrom("rejected_items")
    .select(["hour", sql<number>`sum(total)::int`.as("total")])
    .where("hour", ">=", firstHour)
    .groupBy("hour")
    .execute();

  return new Map(rows.map(({ hour, total }) => [hour, total]));
}

async function listGroups(em: EntityManager, firstHour: number): Promise<RejectedGroup[]> {
  const rows = await em
    .getKysely()
    .selectFrom("rejected_items as item")
    .leftJoin("api_keys as key", "key.id", "item.key_id")
    .select([
      "key.id as keyId",
      "key.name as keyName",
      "key.kind as keyKind",
      "item.type",
      "item.name",
      "item.path",
      "item.reason",
      sql<number>`sum(item.total)::int`.as("total"),
      sql<Date>`max(item.last_at)`.as("lastAt"),
      sql<string | null>`(array_agg(item.sample order by item.last_at desc))[1]`.as("sample"),
    ])
    .where("item.hour", ">=", firstHour)
    .groupBy(["key.id", "item.type", "item.name", "item.path", "item.reason"])
    .orderBy("lastAt", "desc")
    .limit(MAX_GROUPS)
    .execute();

  return rows.map(({ keyId, keyName, keyKind, type, name, path, lastAt, ...row }) => ({
    ...row,
    key: keyId === null ? null : { id: keyId, name: keyName ?? "", kind: keyKind ?? "public" },
    type: type || null,
    name: name || null,
    path: path || null,
    lastAt: new Date(lastAt).toISOString(),
  }));
}

function toHour(time: Date): number {
  return Math.floor(time.getTime() / HOUR_MS);
}

function toLabel(hour: number, interval: Rejections["interval"], timeZone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(hour * HOUR_MS).toZonedDateTimeISO(timeZone);

  return interval === "hour" ? getHourLabel(time) : time.toPlainDate().toString();
}
