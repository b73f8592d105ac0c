import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** Somebody who may sign in to the panel. */
export interface PanelMember {
  id: string;
  email: string;
  /** Only admins may read; `none` may sign in and sees nothing. */
  role: "admin" | "none";
}

/** The panel account with this e-mail address, in whatever case it is written; null when there is none. */
export async function findPanelMember(em: EntityManager, email: string): Promise<PanelMember | null> {
  const { rows } = await sql<PanelMember>`
    select id, email, role from ${tables.panelUsers} where email = lower(${email})`.execute(em.getKysely());

  return rows[0] ?? null;
}

/** Makes the panel account with this e-mail address an admin, and makes the account when there is none. */
export async function makeAdmin(em: EntityManager, email: string): Promise<PanelMember> {
  const { rows } = await sql<PanelMember>`
    insert into ${tables.panelUsers} (email, role) values (lower(${email}), 'admin')
    on conflict (email) do update set role = 'admin', updated_at = now()
    returning id, email, role`.execute(em.getKysely());
  const [member] = rows;
  if (!member) throw new Error("The upsert of a panel account answered no row.");

  return member;
}
