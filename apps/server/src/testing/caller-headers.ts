import type { Caller } from "./access-table.ts";
import type { TestServer } from "./start-test-server.ts";

/** The request headers of each caller in the access table. */
export async function getCallerHeaders(server: TestServer): Promise<Record<Caller, Record<string, string>>> {
  const db = server.db.em.getKysely();
  const origin = server.url;
  const expired = await server.signIn("expired@example.com");
  await db
    .updateTable("panel_sessions")
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .execute();
  const member = await server.signIn("member@example.com");
  await db
    .updateTable("panel_users")
    .set({ role: "none" })
    .where("email", "=", "member@example.com")
    .execute();
  const revoked = await server.key({ name: "Revoked" });
  await db.updateTable("api_keys").set({ revoked_at: new Date() }).where("name", "=", "Revoked").execute();

  return {
    anonymous: { origin },
    pk: { authorization: `Bearer ${await server.key({ kind: "public" })}` },
    sk: { authorization: `Bearer ${await server.key()}` },
    member: { origin, cookie: member },
    admin: { origin, cookie: await server.signIn() },
    revoked: { authorization: `Bearer ${revoked}` },
    expired: { origin, cookie: expired },
  };
}
