import type { Caller } from "@admin-events/server/testing/access-table";
import { cookieFrom, followLink } from "@admin-events/server/testing/follow-link";
import type { Project } from "./project.ts";

/** The headers with which each caller of the access table asks an installation. */
export async function askingCallers(project: Project): Promise<Record<Caller, Record<string, string>>> {
  const { origin, publicKey, secretKey } = project;
  const signedIn = async (email: string) => cookieFrom(await followLink(await project.signInLink(email)));
  const member = await signedIn("member@example.com");
  await project.change("demote", "member@example.com");
  const expired = await signedIn("expired@example.com");
  await project.change("expire", "expired@example.com");

  return {
    anonymous: { origin },
    pk: { authorization: `Bearer ${publicKey}` },
    sk: { authorization: `Bearer ${secretKey}` },
    member: { origin, cookie: member },
    admin: { origin, cookie: await signedIn("admin@example.com") },
    revoked: { authorization: `Bearer ${await project.revokedKey()}` },
    expired: { origin, cookie: expired },
  };
}
