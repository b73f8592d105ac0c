import { matchesEventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { getSchema, tables } from "@admin-events/db";
import { sql } from "kysely";
import type { EventKey, EventTextKey } from "../event-columns.ts";
import { eventColumnList, eventTexts } from "../event-columns.ts";
import type { EventKind } from "../event-filter.ts";
import { getEventKind } from "../event-filter.ts";
import { createJobsForInserted } from "../handlers/handler-jobs.sql.ts";
import { wakeUp } from "../../wake-up.sql.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { IdCaches, PersonReference } from "./id-cache.ts";

/** The PostgreSQL channel that wakes feeds. Channels are shared by the whole database, so it is named after the schema. */
export function getWakeChannel(em: EntityManager): string {
  return getSchema(em);
}

/** Shows a stored event to every live subscriber again. All other notifications carry no data. */
export async function notifyBroadcast(em: EntityManager, eventId: string): Promise<void> {
  await sql`select pg_notify(${getWakeChannel(em)}, ${eventId})`.execute(em.getKysely());
}

export interface WriteOptions {
  /** Whether durable handlers get a job for each new event. False for an import of history. */
  notifyHandlers: boolean;
  /** Sends no notifications, so feeds and handlers notice the events when they poll. For a full queue of notifications. */
  skipsWakeUps?: boolean;
}

const columnNames = sql.raw(eventColumnList.map(({ name }) => name).join(", "));
const recordValues = sql.raw(
  eventColumnList
    .map(({ key }) => (key === "receivedAt" ? `coalesce("${key}", statement_timestamp())` : `"${key}"`))
    .join(", "),
);
const recordDefinition = sql.raw(eventColumnList.map(({ key, type }) => `"${key}" ${type}`).join(", "));

/**
 * Stores events in one statement: the rows, jobs for the durable handlers that handle them, and notifications that wake the
 * feeds and these handlers after the commit.
 *
 * @returns the ids that are new. An event whose id was stored before is left unchanged.
 */
export async function writeEvents(
  em: EntityManager,
  { names, activityNames, people, handlerPatterns }: IdCaches,
  events: readonly PreparedEvent[],
  { notifyHandlers, skipsWakeUps = false }: WriteOptions,
): Promise<Set<string>> {
  if (events.length === 0) return new Set();

  const nameIds = {
    event: await names.resolveIds(em, getNames(events, "event")),
    activity: await activityNames.resolveIds(em, getNames(events, "activity")),
  };
  const userIds = await people.resolveIds(em, listPeople(events));
  const records = sortById(events).map((event) =>
    toRecord(
      event,
      nameIds[getEventKind(event)].get(event.name),
      event.userId === null ? undefined : userIds.get(event.userId, event.occurredAt),
    ),
  );

  for (;;) {
    const jobs = notifyHandlers ? chooseJobs(handlerPatterns, events) : "none";
    const written = await insertEvents(em, records, jobs, skipsWakeUps);
    if ("ids" in written) return new Set(written.ids);
    for (const pattern of written.unknownPatterns) handlerPatterns.add(pattern);
  }
}

function listPeople(events: readonly PreparedEvent[]): PersonReference[] {
  const references: PersonReference[] = [];
  for (const { userId, occurredAt } of events)
    if (userId !== null) references.push({ id: userId, at: occurredAt });

  return references;
}

function getNames(events: readonly PreparedEvent[], kind: EventKind): Set<string> {
  const names = new Set<string>();
  for (const event of events) if (getEventKind(event) === kind) names.add(event.name);

  return names;
}

/** `ifAllKnown`: no jobs, and no events either if the database has handlers with other patterns than these. */
type Jobs = "for-handlers" | "none" | { ifAllKnown: readonly string[] };

/** Jobs add half to a small statement's time, so they are left out if every handler is known and none handles these events. */
function chooseJobs(patterns: ReadonlySet<string>, events: readonly PreparedEvent[]): Jobs {
  const isHandled = events.some(({ name }) =>
    patterns.values().some((pattern) => matchesEventName(pattern, name)),
  );

  return isHandled ? "for-handlers" : { ifAllKnown: [...patterns] };
}

/** @returns the ids that are new, or the patterns on account of which nothing was stored. */
async function insertEvents(
  em: EntityManager,
  records: readonly EventRecord[],
  jobs: Jobs,
  skipsWakeUps: boolean,
): Promise<{ ids: string[] } | { unknownPatterns: string[] }> {
  const known = typeof jobs === "object" ? jobs.ifAllKnown : null;
  const { rows: written } = await sql<{ id: string | null; unknownPatterns: string[] | null }>`
    with ${
      known
        ? sql`unknown as materialized (
      select pattern from ${tables.handlers} where not pattern = any(${known}::text[])
    ),`
        : sql``
    }
    inserted as (
      insert into ${tables.events} (${columnNames})
      select ${recordValues}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as record(${recordDefinition})
      ${known ? sql`where not exists (select from unknown)` : sql``}
      on conflict (id) do nothing
      returning id, name_id
    ),
    ${jobs === "for-handlers" ? sql`${createJobsForInserted(em, skipsWakeUps)},` : sql``}
    wake as (
      ${skipsWakeUps ? sql`select 1 where false` : wakeUp(getWakeChannel(em), sql`select '' from inserted limit 1`)}
    )
    select id, null::text[] as "unknownPatterns", (select count(*) from wake) as woken
      ${jobs === "for-handlers" ? sql`, (select count(*) from wake_workers) as called` : sql``}
    from inserted
    ${known ? sql`union all select null, array_agg(pattern), 0 from unknown having count(*) > 0` : sql``}`.execute(
    em.getKysely(),
  );
  const unknownPatterns = written[0]?.unknownPatterns;

  return unknownPatterns ? { unknownPatterns } : { ids: written.flatMap(({ id }) => id ?? []) };
}

type EventRecord = Partial<Record<EventKey, unknown>>;

/** Two statements with the same ids then wait for each other instead of deadlocking. */
function sortById(events: readonly PreparedEvent[]): PreparedEvent[] {
  return events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Omits nulls: most events leave most fields out. */
function toRecord(event: PreparedEvent, nameId: number | undefined, userId: number | undefined): EventRecord {
  const record: EventRecord = {
    id: event.id,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    nameId,
    userId,
    isUnverified: event.isUnverified || undefined,
    metadata: event.metadata,
    changedFields: event.changedFields ?? undefined,
    importId: event.importId,
  } satisfies Record<Exclude<EventKey, EventTextKey>, unknown>;

  for (const { key } of eventTexts) {
    if (event[key] !== null) record[key] = event[key];
  }

  return record;
}
