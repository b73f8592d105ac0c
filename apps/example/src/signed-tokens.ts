import { createHmac, timingSafeEqual } from "node:crypto";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LIFETIME_MS = { link: 15 * MINUTE_MS, session: 30 * DAY_MS };

type Purpose = keyof typeof LIFETIME_MS;

/** A URL-safe token: the value, when it expires, and their HMAC-SHA256. A link is valid for 15 minutes, a session for 30 days. */
export function createToken(secret: string, purpose: Purpose, value: string, now = Date.now()): string {
  const payload = Buffer.from(JSON.stringify([value, now + LIFETIME_MS[purpose]])).toString("base64url");

  return `${payload}.${getSignature(secret, purpose, payload).toString("base64url")}`;
}

/** Returns the value, or null if the token is expired, was signed for another purpose, or is not from this shop. */
export function readToken(secret: string, purpose: Purpose, token: string, now = Date.now()): string | null {
  const [payload = "", signature = ""] = token.split(".");
  const [actual, expected] = [Buffer.from(signature, "base64url"), getSignature(secret, purpose, payload)];
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;

  const [value, expiresAt] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [string, number];
  return now < expiresAt ? value : null;
}

function getSignature(secret: string, purpose: Purpose, payload: string): Buffer {
  return createHmac("sha256", secret).update(`${purpose}:${payload}`).digest();
}
