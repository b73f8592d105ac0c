import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";
import { getNextCleanUp } from "./clean-up-times.ts";
import type { RetentionPolicy } from "./retention-days.ts";
import { getRetentionDays } from "./retention-days.ts";

export interface RetentionEntry {
  /** Like `Events` or `Page views`. */
  title: string;
  /** Where the number of days is set: a variable, or the catalog; null if it cannot be set. */
  setting: string | null;
  /** How many days rows are kept; null for forever. */
  days: number | null;
  oldest: string | null;
  /** When the next daily clean-up runs. ISO 8601; null if nothing is ever deleted. */
  nextCleanUp: string | null;
}

export interface RetentionReportOptions {
  policy: RetentionPolicy;
  /** For requests, page views and sessions; null to keep them forever. */
  usageDays: number | null;
  timeZone: string;
  now?: Date;
}

/** How long each kind of data is kept. Events of names with the same retention share an entry. */
export async function getRetentionReport(
  em: EntityManager,
  { policy, usageDays, timeZone, now = new Date() }: RetentionReportOptions,
): Promise<RetentionEntry[]> {
  const { rows: names } = await sql<{ name: string; oldest: string | null }>`
    select event_names.name, (
      select ${isoTime(sql`min(event.occurred_at)`)} from ${tables.events} as event where event.name_id = event_names.id
    ) as oldest
    from ${tables.eventNames} order by 1`.execute(em.getKysely());
  const byDays = Map.groupBy(names, ({ name }) => getRetentionDays(policy, name));
  if (!byDays.has(policy.defaultDays)) byDays.set(policy.defaultDays, []);

  const events = [...byDays].map(([days, group]): RetentionEntry => ({
    title: days === policy.defaultDays ? "Events" : `Events: ${listNames(group.map(({ name }) => name))}`,
    setting: days === policy.defaultDays ? "RETENTION_DAYS" : "the catalog",
    days,
    oldest:
      group
        .map(({ oldest }) => oldest)
        .filter((time) => time !== null)
        .toSorted()[0] ?? null,
    nextCleanUp: days === null ? null : getNextCleanUp("events", timeZone, now),
  }));

  return [
    ...events.toSorted((a, b) => Number(b.title === "Events") - Number(a.title === "Events")),
    ...(await getUsageEntries(em, { usageDays, timeZone, now })),
  ];
}

async function getUsageEntries(
  em: EntityManager,
  { usageDays, timeZone, now }: { usageDays: number | null; timeZone: string; now: Date },
): Promise<RetentionEntry[]> {
  const { rows } = await sql<
    Record<"requests" | "pageViews" | "sessions" | "chain" | "erasures", string | null>
  >`
    select
      (select ${isoTime(sql`min(occurred_at)`)} from ${tables.requests}) as requests,
      (select ${isoTime(sql`min(occurred_at)`)} from ${tables.pageViews}) as "pageViews",
      (select ${isoTime(sql`min(started_at)`)} from ${tables.sessions}) as sessions,
      (select min(day)::text from ${tables.activityChainDays}) as chain,
      (select ${isoTime(sql`min(erased_at)`)} from ${tables.erasedPeople}) as erasures`.execute(
    em.getKysely(),
  );
  const [oldest] = rows;
  const toUsageEntry = (title: string, time: string | null | undefined): RetentionEntry => ({
    title,
    setting: "USAGE_RETENTION_DAYS",
    days: usageDays,
    oldest: time ?? null,
    nextCleanUp: usageDays === null ? null : getNextCleanUp("usage", timeZone, now),
  });
  const toFixedEntry = (title: string, time: string | null | undefined): RetentionEntry => ({
    title,
    setting: null,
    days: null,
    oldest: time ?? null,
    nextCleanUp: null,
  });

  return [
    toUsageEntry("Requests", oldest?.requests),
    toUsageEntry("Page views", oldest?.pageViews),
    toUsageEntry("Sessions", oldest?.sessions),
    toFixedEntry("Hash chain of the activity log", oldest?.chain && `${oldest.chain}T00:00:00.000Z`),
    toFixedEntry("Hashes of erased people", oldest?.erasures),
  ];
}

const MAX_NAMES = 3;

function listNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;

  return [...names.slice(0, MAX_NAMES), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
