import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/**
 * What is sealed of `event` and its name: all that never changes honestly. The actor is sealed apart, because an erasure
 * takes them away; so does anonymising with the `personal` keys of the metadata.
 */
export function contentOf(personal: RawBuilder<unknown>): RawBuilder<string> {
  return sha256(sql`
    jsonb_build_array(
      event.id, extract(epoch from event.occurred_at), extract(epoch from event.received_at), event_names.name,
      event.is_unverified, event.session_id, event.actor_role, event.resource_type, event.resource_id, event.target_id,
      event.module, event.mode, event.metadata - ${personal}
    )::text`);
}

/** The person in `users` under their salt; null for nobody, and for whom no entry was ever sealed. */
export const actorHash = sha256(sql`actor_salts.salt::text || users.external_id`);

/** Whoever did the `event`, with their salt. */
export const actorTables = sql`
  left join ${tables.users} on users.id = event.user_id
  left join ${tables.actorSalts} on actor_salts.user_id = users.id`;

/** The condition that `event` arrived on the day (UTC), `YYYY-MM-DD`. */
export function arrivedOn(day: string): RawBuilder<boolean> {
  const start = `${day}T00:00:00Z`;

  return sql`event.received_at >= ${start}::timestamptz and event.received_at < ${start}::timestamptz + interval '24 hours'`;
}

function sha256(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
}
