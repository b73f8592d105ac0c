import { z } from "zod";
import { readSigned, sign } from "./signature.ts";

const name = "crumb_session";
const purpose = "session";
const validForSeconds = 30 * 24 * 3_600;

const claims = z.tuple([z.string(), z.number()]);

/** The `Set-Cookie` header that signs this user in for 30 days. */
export function sessionCookie(secret: string, userId: string, isSecure: boolean): string {
  const value = sign(secret, purpose, [userId, Date.now() + validForSeconds * 1_000]);

  return `${name}=${value}; Max-Age=${validForSeconds}${attributes(isSecure)}`;
}

/** The `Set-Cookie` header that signs out. */
export function noSessionCookie(isSecure: boolean): string {
  return `${name}=; Max-Age=0${attributes(isSecure)}`;
}

/** The signed-in user's id from a `Cookie` header; null when nobody is signed in. */
export function userIdFromCookies(secret: string, header = ""): string | null {
  const cookie = header.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  if (!cookie) return null;

  const { data } = claims.safeParse(readSigned(secret, purpose, cookie.slice(name.length + 1)));
  return data && data[1] > Date.now() ? data[0] : null;
}

function attributes(isSecure: boolean): string {
  return `; Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
