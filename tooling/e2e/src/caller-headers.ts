import type { Caller } from "@admin-events/server/testing/access-table";
import { cookieFrom, followLink } from "@admin-events/server/testing/follow-link";
import type { Project } from "./project.ts";

/** The request headers of each caller in the access table. */
export async function createCallerHeaders(project: Project): Promise<Record<Caller, Record<string, string>>> {
  const { origin, publicKey, secretKey } = project;
  const signIn = async (email: string) => cookieFrom(await followLink(await project.signInLink(email)));
  const member = await signIn("member@example.com");
  await project.changeMember("demote", "member@example.com");
  const expired = await signIn("expired@example.com");
  await project.changeMember("expire", "expired@example.com");

  return {
    anonymous: { origin },
    pk: { authorization: `Bearer ${publicKey}` },
    sk: { authorization: `Bearer ${secretKey}` },
    member: { origin, cookie: member },
    admin: { origin, cookie: await signIn("admin@example.com") },
    revoked: { authorization: `Bearer ${await project.createRevokedKey()}` },
    expired: { origin, cookie: expired },
  };
}
