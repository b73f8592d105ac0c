import type { JsonValue } from "../../events/index.ts";

/** The share of a cut text that precedes the first difference. */
const CONTEXT_SHARE = 0.2;

/**
 * Shortens a value before and after a change to at most `maxLength` characters each. Short lists of plain values stay lists;
 * other objects and lists become JSON text. Of longer texts the stretch around the first difference is kept, marked with `…`
 * where it is cut.
 */
export function shortenPair(from: JsonValue, to: JsonValue, maxLength: number): [JsonValue, JsonValue] {
  const [before, after] = [toText(from), toText(to)];
  const start = before === null || after === null ? 0 : findStart(before, after, maxLength);
  const shorten = (value: JsonValue, text: string | null): JsonValue => {
    if (text === null || (text.length <= maxLength && isPlainList(value))) return value;

    return text.length <= maxLength ? text : cut(text, start, maxLength);
  };

  return [shorten(from, before), shorten(to, after)];
}

/** Null for a value that is short in any case. */
function toText(value: JsonValue): string | null {
  if (typeof value === "string") return value;

  return typeof value === "object" && value !== null ? JSON.stringify(value) : null;
}

function isPlainList(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
}

/** Where the shown stretch begins: at the beginning if the first difference is visible there. */
function findStart(a: string, b: string, maxLength: number): number {
  const context = Math.floor(maxLength * CONTEXT_SHARE);
  const difference = findDifference(a, b);

  return difference < maxLength - context ? 0 : difference - context;
}

function findDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;

  return index;
}

/** Cuts outside of surrogate pairs, so that no half of a character is left. */
function cut(text: string, start: number, maxLength: number): string {
  const from = start > 0 && isLowSurrogate(text, start) ? start + 1 : start;
  const room = maxLength - 1 - (from > 0 ? 1 : 0);
  const end = Math.min(text.length, from + room);
  const to = end < text.length && isLowSurrogate(text, end) ? end - 1 : end;

  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);

  return code >= 0xdc00 && code <= 0xdfff;
}
