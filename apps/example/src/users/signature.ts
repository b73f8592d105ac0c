import { createHmac, timingSafeEqual } from "node:crypto";

/** Writes a value so that it can travel through strangers' hands: as text with an HMAC-SHA256 of it. URL-safe. */
export function sign(secret: string, purpose: string, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString("base64url");

  return `${text}.${hmac(secret, purpose, text).toString("base64url")}`;
}

/** The value that was signed with this secret for this purpose; null for anything else. */
export function readSigned(secret: string, purpose: string, signed: string): unknown {
  const [text = "", signature = ""] = signed.split(".");
  const [given, expected] = [Buffer.from(signature, "base64url"), hmac(secret, purpose, text)];

  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(text, "base64url").toString());
}

/** The purpose is part of what is signed, so that a cookie never passes for a sign-in link. */
function hmac(secret: string, purpose: string, text: string): Buffer {
  return createHmac("sha256", secret).update(`${purpose}:${text}`).digest();
}
