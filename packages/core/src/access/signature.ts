import { createHmac, timingSafeEqual } from "node:crypto";

/** The HMAC-SHA256 of a user id, in hex: what an application's server gives its pages to prove who is signed in. */
export function signatureOf(userId: string, signingSecret: string): string {
  return createHmac("sha256", signingSecret).update(userId).digest("hex");
}

/** Whether a text is the signature of a user id, in time that says nothing about how much of it is right. */
export function isSignatureOf(text: string, userId: string, signingSecret: string): boolean {
  const right = Buffer.from(signatureOf(userId, signingSecret));
  const given = Buffer.from(text.toLowerCase());

  return given.length === right.length && timingSafeEqual(given, right);
}
