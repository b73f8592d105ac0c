import { createHmac, timingSafeEqual } from "node:crypto";

/** The HMAC-SHA256 of a user id, in hex. An application's server gives it to its pages. */
export function signUserId(userId: string, signingSecret: string): string {
  return createHmac("sha256", signingSecret).update(userId).digest("hex");
}

/** Checks the signature of a user id in constant time. */
export function isSignedUserId(userId: string, signature: string, signingSecret: string): boolean {
  const expected = Buffer.from(signUserId(userId, signingSecret));
  const actual = Buffer.from(signature.toLowerCase());

  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
