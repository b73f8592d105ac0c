import type { EntityManager } from "@admin-events/db";
import { getSchema } from "@admin-events/db";
import { sql } from "kysely";
import type { Dictionaries } from "./dictionary.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import { tables } from "@admin-events/db";

/**
 * The PostgreSQL channel that announces new events. A notification carries no data, except after `broadcast`: an event's
 * id. Channels are shared by the whole database, so it is named after the schema.
 */
export function getWakeChannel(em: EntityManager): string {
  return getSchema(em);
}

export interface WriteOptions {
  /** Whether durable handlers get a job for each new event. An import of history does not want that. */
  notifyHandlers: boolean;
}

/**
 * Stores events in one statement: the rows, a job for each durable handler that wants them, and one wake-up for the
 * live feeds, which PostgreSQL delivers when the transaction commits.
 *
 * @returns the ids that are new; an id that was stored before is left as it was.
 */
export async function writeEvents(
  em: EntityManager,
  { names, people }: Dictionaries,
  events: readonly PreparedEvent[],
  { notifyHandlers }: WriteOptions,
): Promise<Set<string>> {
  if (events.length === 0) return new Set();

  const nameIds = await names.resolveIds(em, new Set(events.map(({ name }) => name)));
  const userIds = await people.resolveIds(em, new Set(events.flatMap(({ userId }) => userId ?? [])));
  const rows = inOrder(events).map((event) =>
    rowOf(event, nameIds.get(event.name), event.userId === null ? undefined : userIds.get(event.userId)),
  );

  const { rows: inserted } = await sql<{ id: string }>`
    with inserted as (
      insert into ${tables.events} (
        id, occurred_at, received_at, name_id, user_id, is_unverified, session_id,
        actor_role, resource_type, resource_id, target_id, module, mode, metadata
      )
      select
        id, "occurredAt", coalesce("receivedAt", statement_timestamp()), "nameId", "userId", "isUnverified",
        "sessionId", "actorRole", "resourceType", "resourceId", "targetId", module, mode, metadata
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, "occurredAt" timestamptz, "receivedAt" timestamptz, "nameId" integer, "userId" integer, "isUnverified" boolean,
        "sessionId" text,
        "actorRole" text, "resourceType" text, "resourceId" text, "targetId" text, module text, mode text,
        metadata jsonb
      )
      on conflict (id) do nothing
      returning id, name_id
    ),
    jobs as (
      insert into ${tables.handlerJobs} (handler_name, event_id)
      select handler.name, inserted.id
      from inserted
      join ${tables.eventNames} as event_name on event_name.id = inserted.name_id
      join ${tables.handlers} as handler on ${wants(notifyHandlers)}
    ),
    wake as (
      select pg_notify(${getWakeChannel(em)}, '') from (select 1 from inserted limit 1) as something
    )
    select id, (select count(*) from wake) as woken from inserted`.execute(em.getKysely());

  return new Set(inserted.map(({ id }) => id));
}

/** By id, so that two statements that bring the same ids wait for each other instead of deadlocking. */
function inOrder(events: readonly PreparedEvent[]): PreparedEvent[] {
  return events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** An event as the statement reads it. What is absent is null there: most events leave most fields out. */
function rowOf(event: PreparedEvent, nameId: number | undefined, userId: number | undefined) {
  return {
    id: event.id,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    nameId,
    userId,
    isUnverified: event.isUnverified || undefined,
    sessionId: event.sessionId ?? undefined,
    actorRole: event.actorRole ?? undefined,
    resourceType: event.resourceType ?? undefined,
    resourceId: event.resourceId ?? undefined,
    targetId: event.targetId ?? undefined,
    module: event.module ?? undefined,
    mode: event.mode ?? undefined,
    metadata: event.metadata,
  };
}

function wants(notifyHandlers: boolean) {
  if (!notifyHandlers) return sql`false`;

  return sql`
    handler.pattern in ('*', event_name.name)
    or (handler.pattern like '%.*' and starts_with(event_name.name, left(handler.pattern, -1)))`;
}
