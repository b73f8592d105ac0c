import type { EntityManager } from "@admin-events/db";

/** The internal ids of a person and of the visitors who became this person, the person's first. Empty for an unknown id. */
export async function resolveLinkedUserIds(em: EntityManager, userId: string): Promise<number[]> {
  const rows = await em
    .getKysely()
    .selectFrom("users")
    .select("users.id")
    .where("external_id", "=", userId)
    .unionAll((db) =>
      db
        .selectFrom("identities")
        .innerJoin("users", "users.id", "identities.user_id")
        .select("anonymous_id as id")
        .where("external_id", "=", userId),
    )
    .execute();

  return rows.map(({ id }) => id);
}
