import type { EntityManager } from "@admin-events/db";

/** The name of an API key; null if it does not exist. */
export async function findKeyName(em: EntityManager, id: number): Promise<string | null> {
  const key = await em
    .getKysely()
    .selectFrom("api_keys")
    .select("name")
    .where("id", "=", id)
    .executeTakeFirst();

  return key?.name ?? null;
}
