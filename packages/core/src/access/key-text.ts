import { createHash, randomInt } from "node:crypto";

export type KeyKind = "public" | "secret";

const prefixes: Record<KeyKind, string> = { public: "pk_", secret: "sk_" };
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const randomLength = 32;

/** A new key: its kind's prefix and 190 random bits. */
export function newKeyText(kind: KeyKind): string {
  return prefixes[kind] + randomText();
}

/** A new secret for signing user ids: 190 random bits. */
export function newSigningSecret(): string {
  return `ss_${randomText()}`;
}

function randomText(): string {
  return Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** Whether a text could be a key at all. */
export function isKeyText(text: string): boolean {
  return /^[ps]k_[0-9A-Za-z]{32}$/.test(text);
}

/** The only form in which a key is stored. A random key needs no salt and no slow hash. */
export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Enough of a key to tell it apart, too little to use it. */
export function hintOf(key: string): string {
  return `${key.slice(0, 7)}…`;
}
