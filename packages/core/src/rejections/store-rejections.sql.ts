import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

/** Items that were rejected in one hour for one reason. Empty texts for what is not known. */
export interface RejectionGroup {
  /** Hours since 1970 in UTC. */
  hour: number;
  keyId: number;
  type: string;
  name: string;
  path: string;
  reason: string;
  total: number;
  /** ISO 8601 in UTC. */
  lastAt: string;
  sample: string;
}

/** Adds the groups to those that are stored. Sorted, so that concurrent writers do not deadlock. */
export async function storeRejections(em: EntityManager, groups: readonly RejectionGroup[]): Promise<void> {
  await sql`
    insert into ${tables.rejectedItems} as stored (
      hour, key_id, type, name, path, reason, total, last_at, sample
    )
    select hour, "keyId", type, name, path, reason, total, "lastAt", sample
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as row(
      hour integer, "keyId" integer, type text, name text, path text, reason text, total integer,
      "lastAt" timestamptz, sample text
    )
    order by hour, "keyId", type, name, path, reason
    on conflict (hour, key_id, type, name, path, reason) do update set
      total = stored.total + excluded.total,
      last_at = greatest(stored.last_at, excluded.last_at),
      sample = excluded.sample`.execute(em.getKysely());
}
