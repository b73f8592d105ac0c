import type { EntityManager } from "@admin-events/db";
import { toVisitorId } from "../events/index.ts";

/** A later `identify` does not link it again; only a verified `alias` does. @returns false if it is not linked. */
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
