import { isExactNumber } from "./exact-number.ts";

/**
 * Stand for the characters that no key may contain: a quote, a backslash and control characters. Unicode reserves these
 * code points for internal use. They reach `readKey`, which refuses the key by name.
 */
export const QUOTE_IN_KEY = "\ufdd0";
export const BACKSLASH_IN_KEY = "\ufdd1";
export const CONTROL_IN_KEY = "\ufdd2";

/** The key of an object that stands for a number that JavaScript cannot hold. Its value is the number as it was written. */
export const LONG_NUMBER_KEY = "\ufdd3";

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;

/** A number with 16 digits before the point, 18 digits in all or an exponent of 3 digits. Also found in some texts. */
const longNumberPattern = /[:,[]\s*-?(?:[1-9]\d{15}|0\.0*[1-9]\d{17}|[1-9][\d.]{18}|[\d.]+[eE][+-]?\d{3})/;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Rewrites JSON so that `JSON.parse` returns every key and number correctly:
 *
 * - Keys without escapes, because `JSON.parse` of Node 23 to 26 confuses escaped keys with each other once any sender has
 *   sent a backslash as a key (https://github.com/nodejs/node/issues/63785).
 * - Numbers that JavaScript cannot hold as objects with {@link LONG_NUMBER_KEY}.
 *
 * Takes linear time, and returns most texts as they are. Malformed JSON stays malformed.
 */
export function protectJson(text: string): string {
  if (!text.includes("\\") && !longNumberPattern.test(text)) return text;

  const pieces: string[] = [];
  let copied = 0;
  let position = 0;
  let backslash = indexOfOrEnd("\\", 0);

  const replace = (from: number, to: number, replacement: string) => {
    pieces.push(text.slice(copied, from), replacement);
    copied = to;
  };

  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      const start = position;
      const { end, isEscaped } = findEndOfText(start);
      position = end;
      if (isEscaped && isFollowedByColon(end)) replace(start, end, rewriteKey(text.slice(start, end)));
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      numberPattern.lastIndex = position;
      const [number = ""] = numberPattern.exec(text) ?? [];
      if (number !== "" && !isExactNumber(number)) {
        replace(position, position + number.length, `{"${LONG_NUMBER_KEY}":"${number}"}`);
      }
      position += number.length || 1;
    } else {
      position++;
    }
  }

  return copied === 0 ? text : pieces.join("") + text.slice(copied);

  function findEndOfText(start: number): { end: number; isEscaped: boolean } {
    let from = start + 1;
    let quote = indexOfOrEnd('"', from);
    for (let isEscaped = false; ; isEscaped = true) {
      if (quote < from) quote = indexOfOrEnd('"', from);
      if (backslash < from) backslash = indexOfOrEnd("\\", from);
      if (backslash >= quote) return { end: Math.min(quote + 1, text.length), isEscaped };
      from = backslash + 2;
    }
  }

  function indexOfOrEnd(character: string, from: number): number {
    const index = text.indexOf(character, from);

    return index === -1 ? text.length : index;
  }

  function isFollowedByColon(from: number): boolean {
    let next = from;
    while (isWhitespace(text.charCodeAt(next))) next++;

    return text.charCodeAt(next) === COLON;
  }
}

function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** A key without escapes. A malformed one is returned as it is, for `JSON.parse` to refuse. */
function rewriteKey(quoted: string): string {
  try {
    const key = (JSON.parse(quoted) as string)
      .toWellFormed()
      .replaceAll('"', QUOTE_IN_KEY)
      .replaceAll("\\", BACKSLASH_IN_KEY)
      .replaceAll(/[\u0000-\u001f]/g, CONTROL_IN_KEY);

    return `"${key}"`;
  } catch {
    return quoted;
  }
}
