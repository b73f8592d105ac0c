import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** Entries that were hashed before the column existed have none. */
const changedFields = sql`
  case when event.changed_fields is null then '[]'::jsonb else jsonb_build_array(event.changed_fields) end`;

/**
 * The salted hash of everything in `event` but the actor, who is hashed separately, and the `personal` keys of the metadata,
 * which an erasure may remove. Entries of before there were salts have none.
 */
export function hashContent(personal: RawBuilder<unknown>): RawBuilder<string> {
  return sha256(sql`
    coalesce(activity_salts.salt::text, '') || (jsonb_build_array(
      event.id, extract(epoch from event.occurred_at), extract(epoch from event.received_at), event_names.name,
      event.is_unverified, event.session_id, event.actor_role, event.resource_type, event.resource_id, event.target_id,
      event.module, event.mode, event.metadata - ${personal}
    ) || ${changedFields})::text`);
}

/** The hash of the actor's salt and user id; null without an actor, and for a user without a salt. */
export const actorHash = sha256(sql`actor_salts.salt::text || users.external_id`);

export const actorTables = sql`
  left join ${tables.users} on users.id = event.user_id
  left join ${tables.actorSalts} on actor_salts.user_id = users.id`;

export const saltTables = sql`left join ${tables.activitySalts} on activity_salts.event_id = event.id`;

/** The condition that `event` arrived on a day (UTC), `YYYY-MM-DD`. */
export function isReceivedOn(day: string): RawBuilder<boolean> {
  const start = `${day}T00:00:00Z`;

  return sql`event.received_at >= ${start}::timestamptz and event.received_at < ${start}::timestamptz + interval '24 hours'`;
}

function sha256(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
}
