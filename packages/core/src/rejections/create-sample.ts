import { defaultRedactor } from "../redaction/index.ts";

const MAX_SAMPLE_LENGTH = 1_000;
const MAX_TEXT_LENGTH = 120;
const MAX_KEYS = 20;
const MAX_ELEMENTS = 5;
const MAX_DEPTH = 4;
/** Bounds the work for an item of any size. */
const MAX_VALUES = 100;

/** An item of any shape as JSON of at most 1,000 characters, without secrets. What was left out reads `…`. */
export function createSample(item: unknown): string {
  const sample = JSON.stringify(shorten(item, 0, { left: MAX_VALUES })) ?? "null";

  return sample.length > MAX_SAMPLE_LENGTH ? `${cutText(sample, MAX_SAMPLE_LENGTH)}…` : sample;
}

/** Cuts a text without splitting a character in two. NUL, which PostgreSQL cannot store, is left out. */
export function cutText(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .replaceAll("\u0000", "")
    .toWellFormed();
}

function shorten(value: unknown, depth: number, values: { left: number }): unknown {
  if (values.left-- <= 0) return "…";
  if (typeof value === "string")
    return value.length > MAX_TEXT_LENGTH
      ? `${cutText(value, MAX_TEXT_LENGTH)}…`
      : cutText(value, value.length);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return "…";

  return Array.isArray(value) ? shortenArray(value, depth, values) : shortenObject(value, depth, values);
}

function shortenArray(array: readonly unknown[], depth: number, values: { left: number }): unknown[] {
  const shortened = array.slice(0, MAX_ELEMENTS).map((element) => shorten(element, depth + 1, values));

  return array.length > MAX_ELEMENTS ? [...shortened, "…"] : shortened;
}

function shortenObject(object: object, depth: number, values: { left: number }): object {
  const entries: [string, unknown][] = [];
  for (const key in object) {
    if (!Object.hasOwn(object, key)) continue;
    if (entries.length === MAX_KEYS) {
      entries.push(["…", "…"]);
      break;
    }
    const value = (object as Record<string, unknown>)[key];
    const isSecret = defaultRedactor.isSecretKey(key) || key === "signature";
    entries.push([
      cutText(key, MAX_TEXT_LENGTH),
      isSecret ? "[redacted]" : shorten(value, depth + 1, values),
    ]);
  }

  return Object.fromEntries(entries);
}
