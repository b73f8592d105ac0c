import { BACKSLASH_IN_KEY, CONTROL_IN_KEY, LONG_NUMBER_KEY, QUOTE_IN_KEY } from "../../json/index.ts";
import { truncateText } from "../../text/index.ts";

export const MAX_KEY_LENGTH = 64;
/** Of a key in a message. */
const MAX_SHOWN_LENGTH = 40;

/** `JSON.parse` confuses such keys with others, so they could not be read back. See `parseJson`. */
const refusedPattern = /["\\\p{Cc}\ufdd0-\ufdd3]/u;

/** Whether a key can be stored: it has no quote, backslash or control character. */
export function isStorableKey(key: string): boolean {
  return !refusedPattern.test(key);
}

/** A key for messages: refused characters are visible, and the key is short. */
export function formatKey(key: string): string {
  const visible = key
    .replaceAll(QUOTE_IN_KEY, '"')
    .replaceAll(BACKSLASH_IN_KEY, "\\")
    .replaceAll(LONG_NUMBER_KEY, "�")
    .replaceAll(new RegExp(`[\\p{Cc}${CONTROL_IN_KEY}]`, "gu"), "�")
    .toWellFormed();

  return truncateText(visible, MAX_SHOWN_LENGTH);
}

/** The key with similar characters for those that cannot be stored. */
export function toStorableKey(key: string): string {
  return key
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replaceAll(/[\p{Cc}\ufdd0-\ufdd3]/gu, " ");
}
