import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** Those of the application's ids whose people somebody with proof has spoken of, or who confirmed their e-mail address. */
export async function findVerifiedUserIds(
  em: EntityManager,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();

  const { rows } = await sql<{ userId: string }>`
    select external_id as "userId" from ${tables.users}
    where external_id = any(${userIds}::text[]) and (is_verified or confirmed_at is not null)`.execute(
    em.getKysely(),
  );

  return new Set(rows.map(({ userId }) => userId));
}
