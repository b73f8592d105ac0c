import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { StoredEvent } from "./event.ts";
import { eventColumnList } from "./event-columns.ts";

export type EventRow = Omit<StoredEvent, "user"> & {
  user_external_id: string | null;
  user_email: string | null;
  user_name: string | null;
  user_is_verified: boolean | null;
};

/** A time as ISO 8601 in UTC with milliseconds. */
export function isoTime(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const ownColumns = eventColumnList
  .filter(({ type }) => type !== "integer")
  .map(({ name, key, type }) => {
    const column = sql.ref(`event.${name}`);
    const value =
      type === "timestamptz" ? isoTime(column) : type === "boolean" ? isUnverified(column) : column;

    return sql`${value} as ${sql.id(key)}`;
  });

/** An event of a visitor counts as that of a user by a link, and is no better proven than the link. */
function isUnverified(column: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${column} or (identity.user_id is not null and not identity.is_verified), false)`;
}

/** The select list of a {@link StoredEvent}. Goes with {@link eventTables}. */
export const eventColumns = sql`
  ${sql.join(ownColumns)},
  event.import_id is not null as "isImported",
  event_name.name,
  event_name.title,
  person.external_id as user_external_id,
  person.email as user_email,
  person.name as user_name,
  person.is_verified or person.confirmed_at is not null as user_is_verified`;

/** Joins event rows with their name and user, one row each. A visitor who became a user appears as that user. */
export function joinEventTables(events: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    ${events} as event
    join ${tables.eventNames} as event_name on event_name.id = event.name_id
    left join ${tables.identities} as identity on identity.anonymous_id = event.user_id
    left join ${tables.users} as person on person.id = coalesce(identity.user_id, event.user_id)`;
}

export const eventTables = joinEventTables(tables.events);

export function toStoredEvent({
  user_external_id,
  user_email,
  user_name,
  user_is_verified,
  ...event
}: EventRow): StoredEvent {
  const user = user_external_id !== null && {
    id: user_external_id,
    email: user_email,
    name: user_name,
    isVerified: user_is_verified ?? false,
  };

  return { ...event, user: user || null };
}
