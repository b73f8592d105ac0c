import type { Caller } from "./access-table.ts";
import type { TestServer } from "./start-test-server.ts";

/** The headers with which each caller of the access table asks. */
export async function getCallerHeaders(server: TestServer): Promise<Record<Caller, Record<string, string>>> {
  const { em } = server.db;
  const origin = server.url;
  const expired = await server.signIn("expired@example.com");
  await em.execute("update admin_events.panel_sessions set expires_at = now() - interval '1 second'");
  const member = await server.signIn("member@example.com");
  await em.execute("update admin_events.panel_users set role = 'none' where email = 'member@example.com'");
  const revoked = await server.key({ name: "Revoked" });
  await em.execute("update admin_events.api_keys set revoked_at = now() where name = 'Revoked'");

  return {
    nobody: { origin },
    pk: { authorization: `Bearer ${await server.key({ kind: "public" })}` },
    sk: { authorization: `Bearer ${await server.key()}` },
    member: { origin, cookie: member },
    admin: { origin, cookie: await server.signIn() },
    revoked: { authorization: `Bearer ${revoked}` },
    expired: { origin, cookie: expired },
  };
}
