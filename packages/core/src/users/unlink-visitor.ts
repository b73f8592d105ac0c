import type { EntityManager } from "@admin-events/db";
import { toVisitorId } from "../events/index.ts";

/**
 * Unlinks a visitor from its user: the visitor's events no longer count as the user's. A later `identify` does not link
 * the visitor again; only a verified `alias` does.
 *
 * @returns false if there is no such visitor, or it is not linked.
 */
export async function unlinkVisitor(em: EntityManager, anonymousId: string): Promise<boolean> {
  const { numUpdatedRows } = await em
    .getKysely()
    .updateTable("identities")
    .set({ user_id: null })
    .where("user_id", "is not", null)
    .where("anonymous_id", "=", (eb) =>
      eb.selectFrom("users").select("id").where("external_id", "=", toVisitorId(anonymousId)),
    )
    .executeTakeFirstOrThrow();

  return numUpdatedRows === 1n;
}
