import { createHash, randomInt } from "node:crypto";

export type KeyKind = "public" | "secret";

const prefixes: Record<KeyKind, string> = { public: "pk_", secret: "sk_" };
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH = 32;

/** A new key: the prefix of its kind and 190 random bits. */
export function generateKey(kind: KeyKind): string {
  return prefixes[kind] + generateRandomText();
}

/** A new secret for signing user ids: `ss_` and 190 random bits. */
export function generateSigningSecret(): string {
  return `ss_${generateRandomText()}`;
}

function generateRandomText(): string {
  return Array.from({ length: RANDOM_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join("");
}

export function isKeyFormat(text: string): boolean {
  return /^[ps]k_[0-9A-Za-z]{32}$/.test(text);
}

/** Keys are stored only as this hash. A random key needs neither a salt nor a slow hash. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The first characters of a key: enough to tell keys apart, too few to use one. */
export function toKeyHint(key: string): string {
  return `${key.slice(0, 7)}…`;
}
