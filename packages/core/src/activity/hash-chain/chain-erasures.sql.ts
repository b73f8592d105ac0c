import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { hashContent, saltTables } from "./hashed-columns.sql.ts";

/** A hash of what an erasure left of the activities in the chain. The activity that logs the erasure contains it. */
export const erasureDigest: RawBuilder<string> = sql`
  encode(sha256(convert_to(string_agg(event_id::text || encode(content, 'hex'), '' order by event_id), 'UTF8')), 'hex')`;

/**
 * Records what an erasure left of activities that the hash chain contains, and deletes the salts of what they were before, so
 * that the hashes in the chain no longer confirm a guess.
 *
 * @param erasureId the id of the activity that will log the erasure.
 * @returns the digest for that activity; null if the chain contains none of the events.
 */
export async function recordChainErasures(
  em: EntityManager,
  erasureId: string,
  eventIds: readonly string[],
): Promise<string | null> {
  const db = em.getKysely();
  // In this order: what is left is hashed without a salt.
  await sql`delete from ${tables.activitySalts} where event_id = any(${eventIds}::uuid[])`.execute(db);
  const { rows } = await sql<{ digest: string | null }>`
    with added as (
      insert into ${tables.activityChainErasures} (erasure_id, event_id, content)
      select ${erasureId}::uuid, entry.event_id, decode(${hashContent(sql`entry.personal`)}, 'hex')
      from ${tables.activityChainEntries} as entry
      join ${tables.events} as event on event.id = entry.event_id
      join ${tables.eventNames} on event_names.id = event.name_id
      ${saltTables}
      where entry.event_id = any(${eventIds}::uuid[])
      returning event_id, content
    )
    select ${erasureDigest} as digest from added`.execute(db);

  return rows[0]?.digest ?? null;
}
