import type { EntityManager } from "@admin-events/db";

/**
 * Resolves a user id to the internal ids under which the person's events are stored: the user's own and those of the
 * visitors who became this user. Empty for an unknown id, and for a visitor who became a user.
 */
export async function resolvePersonIds(em: EntityManager, id: string): Promise<number[]> {
  const rows = await em
    .getKysely()
    .with("person", (db) =>
      db
        .selectFrom("users")
        .select("users.id")
        .where("external_id", "=", id)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("identities")
                .select("anonymous_id")
                .whereRef("anonymous_id", "=", "users.id")
                .where("user_id", "is not", null),
            ),
          ),
        ),
    )
    .selectFrom("person")
    .select("person.id")
    .unionAll((db) =>
      db
        .selectFrom("identities")
        .innerJoin("person", "person.id", "identities.user_id")
        .select("anonymous_id as id"),
    )
    .execute();

  return rows.map(({ id }) => id);
}
