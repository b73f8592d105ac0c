import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { StoredEvent } from "./event.ts";
import { tables } from "@admin-events/db";

/** What a select of {@link eventColumns} answers. */
export type EventRow = Omit<StoredEvent, "user"> & {
  user_external_id: string | null;
  user_email: string | null;
  user_name: string | null;
};

/** A time as ISO 8601 in UTC with milliseconds. */
export function isoTime(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The columns of a stored event; goes with {@link eventTables}. */
export const eventColumns = sql`
  event.id,
  event_name.name,
  event_name.title,
  person.external_id as user_external_id,
  person.email as user_email,
  person.name as user_name,
  coalesce(event.is_unverified, false) as "isUnverified",
  event.metadata,
  ${isoTime(sql`event.occurred_at`)} as "occurredAt",
  ${isoTime(sql`event.received_at`)} as "receivedAt",
  event.session_id as "sessionId",
  event.actor_role as "actorRole",
  event.resource_type as "resourceType",
  event.resource_id as "resourceId",
  event.target_id as "targetId",
  event.module,
  event.mode`;

/** Rows of events with their names and people, one row each. A visitor who became a user is that user. */
export const eventTablesOf = (events: RawBuilder<unknown>) => sql`
  ${events} as event
  join ${tables.eventNames} as event_name on event_name.id = event.name_id
  left join ${tables.identities} as identity on identity.anonymous_id = event.user_id
  left join ${tables.users} as person on person.id = coalesce(identity.user_id, event.user_id)`;

/** All events, as {@link eventTablesOf}. */
export const eventTables = eventTablesOf(sql.table("events"));

export function toStoredEvent(row: EventRow): StoredEvent {
  const { user_external_id, user_email, user_name, ...event } = row;

  return {
    id: event.id,
    name: event.name,
    title: event.title,
    user: user_external_id === null ? null : { id: user_external_id, email: user_email, name: user_name },
    isUnverified: event.isUnverified,
    metadata: event.metadata,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    sessionId: event.sessionId,
    actorRole: event.actorRole,
    resourceType: event.resourceType,
    resourceId: event.resourceId,
    targetId: event.targetId,
    module: event.module,
    mode: event.mode,
  };
}
