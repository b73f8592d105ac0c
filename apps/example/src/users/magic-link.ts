import type { User } from "@admin-events/db";
import { z } from "zod";
import { readSigned, sign } from "./signature.ts";
import { traitsOf } from "./traits.ts";

const validForMs = 15 * 60_000;
const purpose = "magic-link";

const claims = z.tuple([z.string(), z.int(), z.number()]);

/** What a sign-in link says: who may sign in with it, as their how-manyth time, until when. */
export interface MagicLink {
  userId: string;
  signIns: number;
  expiresAt: number;
}

/** A token that signs this user in once within 15 minutes. Signing in by any link makes the others useless. */
export function magicToken(
  secret: string,
  user: Pick<User, "externalId" | "traits">,
  now = Date.now(),
): string {
  return sign(secret, purpose, [user.externalId, traitsOf(user).signIns, now + validForMs]);
}

/** What the token says; null when it is not one of ours or too old. Whether it was used before, the user knows. */
export function readMagicToken(secret: string, token: string, now = Date.now()): MagicLink | null {
  const { data } = claims.safeParse(readSigned(secret, purpose, token));
  if (!data) return null;

  const [userId, signIns, expiresAt] = data;
  return expiresAt > now ? { userId, signIns, expiresAt } : null;
}
