import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";

export interface PanelMember {
  id: string;
  email: string;
  /** Only admins can read. `none` can sign in but sees no data. */
  role: "admin" | "none";
}

/** Finds an account by its email address, in any case. Null if there is none. */
export async function findPanelMember(em: EntityManager, email: string): Promise<PanelMember | null> {
  const member = await em
    .getKysely()
    .selectFrom("panel_users")
    .select(["id", "email", "role"])
    .where("email", "=", sql<string>`lower(${email})`)
    .executeTakeFirst();

  return member ?? null;
}

/** Makes the account with this email address an admin. Creates the account if there is none. */
export async function makeAdmin(em: EntityManager, email: string): Promise<PanelMember> {
  return em
    .getKysely()
    .insertInto("panel_users")
    .values({ email: sql`lower(${email})`, role: "admin" })
    .onConflict((conflict) => conflict.column("email").doUpdateSet({ role: "admin", updated_at: sql`now()` }))
    .returning(["id", "email", "role"])
    .executeTakeFirstOrThrow();
}
