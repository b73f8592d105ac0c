import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

export interface SessionOwner {
  /** The application's own user id, or `anonymous:…` for a visitor. */
  id: string;
  /** Whether a verified sender identified the user, or they confirmed their email address. */
  isVerified: boolean;
}

/** Who opened the newest session of each name. Names without a session are left out. */
export async function findSessionOwners(
  em: EntityManager,
  sessionKeys: readonly string[],
): Promise<Map<string, SessionOwner>> {
  if (sessionKeys.length === 0) return new Map();

  const { rows } = await sql<SessionOwner & { sessionKey: string }>`
    select
      wanted.key as "sessionKey", owner.external_id as id,
      owner.is_verified or owner.confirmed_at is not null as "isVerified"
    from (select distinct key from unnest(${sessionKeys}::text[]) as sent(key)) as wanted
    cross join lateral (
      select user_id from ${tables.sessions} as session
      where session.session_key = wanted.key order by session.started_at desc limit 1
    ) as newest
    join ${tables.users} as owner on owner.id = newest.user_id`.execute(em.getKysely());

  return new Map(rows.map(({ sessionKey, ...owner }) => [sessionKey, owner]));
}
