import type { EntityManager } from "@admin-events/db";
import { getSchema, tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventKey, EventTextKey } from "../event-columns.ts";
import { eventColumnList, eventTexts } from "../event-columns.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { IdCaches } from "./id-cache.ts";

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
}

const columnNames = sql.raw(eventColumnList.map(({ name }) => name).join(", "));
const recordValues = sql.raw(
  eventColumnList
    .map(({ key }) => (key === "receivedAt" ? `coalesce("${key}", statement_timestamp())` : `"${key}"`))
    .join(", "),
);
const recordDefinition = sql.raw(eventColumnList.map(({ key, type }) => `"${key}" ${type}`).join(", "));

/**
 * Stores events in one statement: the rows, a job for each durable handler that wants them, and one notification that
 * wakes the feeds after the commit.
 *
 * @returns the ids that are new. An event whose id was stored before is left unchanged.
 */
export async function writeEvents(
  em: EntityManager,
  { names, people }: IdCaches,
  events: readonly PreparedEvent[],
  { notifyHandlers }: WriteOptions,
): Promise<Set<string>> {
  if (events.length === 0) return new Set();

  const nameIds = await names.resolveIds(em, new Set(events.map(({ name }) => name)));
  const userIds = await people.resolveIds(em, new Set(events.flatMap(({ userId }) => userId ?? [])));
  const records = sortById(events).map((event) =>
    toRecord(event, nameIds.get(event.name), event.userId === null ? undefined : userIds.get(event.userId)),
  );

  const { rows: inserted } = await sql<{ id: string }>`
    with inserted as (
      insert into ${tables.events} (${columnNames})
      select ${recordValues}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as record(${recordDefinition})
      on conflict (id) do nothing
      returning id, name_id
    ),
    jobs as (
      insert into ${tables.handlerJobs} (handler_name, event_id)
      select handler.name, inserted.id
      from inserted
      join ${tables.eventNames} as event_name on event_name.id = inserted.name_id
      join ${tables.handlers} as handler on ${wantsEvent(notifyHandlers)}
    ),
    wake as (
      select pg_notify(${getWakeChannel(em)}, '') from (select 1 from inserted limit 1) as any_inserted
    )
    select id, (select count(*) from wake) as woken from inserted`.execute(em.getKysely());

  return new Set(inserted.map(({ id }) => id));
}

/** Two statements with the same ids then wait for each other instead of deadlocking. */
function sortById(events: readonly PreparedEvent[]): PreparedEvent[] {
  return events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Omits nulls: most events leave most fields out. */
function toRecord(
  event: PreparedEvent,
  nameId: number | undefined,
  userId: number | undefined,
): Partial<Record<EventKey, unknown>> {
  const record: Partial<Record<EventKey, unknown>> = {
    id: event.id,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    nameId,
    userId,
    isUnverified: event.isUnverified || undefined,
    metadata: event.metadata,
  } satisfies Record<Exclude<EventKey, EventTextKey>, unknown>;

  for (const { key } of eventTexts) {
    if (event[key] !== null) record[key] = event[key];
  }

  return record;
}

function wantsEvent(notifyHandlers: boolean): RawBuilder<boolean> {
  if (!notifyHandlers) return sql`false`;

  return sql`
    handler.pattern in ('*', event_name.name)
    or (handler.pattern like '%.*' and starts_with(event_name.name, left(handler.pattern, -1)))`;
}
