import type { EntityManager } from "@admin-events/db";
import { anyOf } from "../any-of.ts";

/** The users among these ids who were identified by a verified sender, or confirmed their email address. */
export async function findVerifiedUserIds(
  em: EntityManager,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();

  const users = await em
    .getKysely()
    .selectFrom("users")
    .select("external_id")
    .where("external_id", "=", anyOf(userIds, "text"))
    .where((eb) => eb.or([eb("is_verified", "=", true), eb("confirmed_at", "is not", null)]))
    .execute();

  return new Set(users.map(({ external_id }) => external_id));
}
