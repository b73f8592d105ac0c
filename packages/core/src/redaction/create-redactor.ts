import { redactSecretsInText } from "./redact-text.ts";
import type { Sensitivity } from "./secret-words.ts";
import { CARRIER_WORDS, ENDING_WORDS, SECRET_KEYS, SECRET_PHRASES } from "./secret-words.ts";
import { splitWords } from "./split-words.ts";

export const REDACTED = "[redacted]";

/** Finds secrets by whole words of keys, and by their form in texts. */
export interface Redactor {
  /** How secret the values of a key are; null if they are not. */
  getSensitivity: (key: string) => Sensitivity | null;
  /** Whether a key names a secret, such as `password`, `accessToken` or `x-api-key`. */
  isSecretKey: (key: string) => boolean;
  /** Whether a text or number is secret under a key. */
  isSecretValue: (key: string, value: string | number) => boolean;
  /** Replaces secrets in a text: in URLs, paths, headers, JSON and `key=value`. */
  redactText: (text: string) => string;
}

const MAX_CACHED_KEYS = 10_000;
/** Senders choose the keys, and longer ones could fill the memory. */
const MAX_CACHED_KEY_LENGTH = 200;
const MAX_PHRASE_WORDS = 4;

/** `extraKeys`, such as `nationalId`, are secret in any case, and as words of longer keys. */
export function createRedactor(extraKeys: readonly string[] = []): Redactor {
  const extraPhrases = new Set(extraKeys.map((key) => splitWords(key).join(" ")).filter(Boolean));
  const hintPattern = createHintPattern([
    ...Object.keys(SECRET_PHRASES),
    ...Object.keys(SECRET_KEYS),
    ...extraPhrases,
  ]);
  const cache = new Map<string, Sensitivity | null>();

  function getSensitivity(key: string): Sensitivity | null {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    if (!hintPattern.test(key)) return null;

    const words = splitWords(key);
    const found = isExtra(words) ? "all" : findSensitivity(words);
    if (key.length > MAX_CACHED_KEY_LENGTH) return found;
    if (cache.size >= MAX_CACHED_KEYS) cache.clear();
    cache.set(key, found);

    return found;
  }

  /** Whether the words, without carriers at their end, end with one of the further keys. */
  function isExtra(words: readonly string[]): boolean {
    if (extraPhrases.size === 0) return false;

    for (let end = words.length; end > 0; end--) {
      const start = words.findIndex((_, index) => extraPhrases.has(words.slice(index, end).join(" ")));
      if (start !== -1 && start < end) return true;
      if (!CARRIER_WORDS.has(words[end - 1] ?? "")) return false;
    }
    return false;
  }

  function isSecretValue(key: string, value: string | number): boolean {
    const sensitivity = getSensitivity(key);

    return sensitivity !== null && isSecret(sensitivity, value);
  }

  return {
    getSensitivity,
    isSecretKey(key) {
      const sensitivity = getSensitivity(key);
      return sensitivity === "all" || sensitivity === "text" || sensitivity === "plural";
    },
    isSecretValue,
    redactText: (text) => redactSecretsInText(text, isSecretValue),
  };
}

/**
 * Matches every key that may end with one of the phrases: it contains the longest word of the phrase. Other letters than those
 * of ASCII have more than one form, so such keys match too.
 */
function createHintPattern(phrases: readonly string[]): RegExp {
  const words = phrases.map((phrase) => phrase.split(" ").reduce((a, b) => (b.length > a.length ? b : a)));
  const shortest = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
  const ascii = [...new Set(shortest)].filter((word) => /^[a-z\d]+$/.test(word));

  return new RegExp(`[^\\x00-\\x7f]|${ascii.join("|")}`, "i");
}

export const defaultRedactor = createRedactor();

export function isSecret(sensitivity: Sensitivity, value: string | number): boolean {
  if (value === REDACTED || value === "") return false;

  switch (sensitivity) {
    case "all":
      return true;
    case "text":
      return typeof value === "string";
    case "plural":
      return typeof value === "string" && !/^\d{1,9}$/.test(value);
    case "digits":
      return /^\d{3,12}$/.test(String(value));
    case "card":
      return isCardNumber(String(value));
  }
}

function findSensitivity(words: readonly string[]): Sensitivity | null {
  const ending = words.findIndex((word, index) => index > 0 && ENDING_WORDS.has(word));
  const ownWords = ending === -1 ? words : words.slice(0, ending);

  for (let end = ownWords.length; end > 0; end--) {
    for (let start = Math.max(0, end - MAX_PHRASE_WORDS); start < end; start++) {
      const phrase = ownWords.slice(start, end).join(" ");
      const found = lookUp(SECRET_PHRASES, phrase) ?? lookUp(SECRET_PHRASES, toSingular(phrase));
      if (found) return found;
    }
    if (end === 1 && words.length === 1) return lookUp(SECRET_KEYS, words[0] ?? "");
    const last = ownWords[end - 1] ?? "";
    if (/(password|passwd|passphrase)$/.test(last)) return "all";
    if (!CARRIER_WORDS.has(last)) return null;
  }
  return null;
}

function lookUp(phrases: Readonly<Record<string, Sensitivity>>, phrase: string): Sensitivity | null {
  return Object.hasOwn(phrases, phrase) ? (phrases[phrase] ?? null) : null;
}

/** `api keys` are as secret as an `api key`. */
function toSingular(phrase: string): string {
  return /[^s]s$/.test(phrase) ? phrase.slice(0, -1) : phrase;
}

/** 13 to 19 digits with a valid check digit (Luhn). */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, "");
  if (!/^\d{13,19}$/.test(digits)) return false;

  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
