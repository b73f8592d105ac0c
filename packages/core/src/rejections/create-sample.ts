import { formatKey } from "../events/index.ts";
import { getLongNumber } from "../json/index.ts";
import type { Redactor } from "../redaction/index.ts";
import { defaultRedactor, REDACTED } from "../redaction/index.ts";
import { cleanText, cutText, truncateText } from "../text/index.ts";

const MAX_SAMPLE_LENGTH = 1_000;
const MAX_TEXT_LENGTH = 120;
/** Of a text, searched for secrets. */
const MAX_READ_LENGTH = 1_000;
const MAX_KEYS = 20;
const MAX_ELEMENTS = 5;
const MAX_DEPTH = 4;
/** Bounds the work for an item of any size. */
const MAX_VALUES = 100;

interface Shortening {
  redactor: Redactor;
  valuesLeft: number;
}

/** An item of any shape as JSON of at most 1,000 characters, without secrets. What was left out reads `…`. */
export function createSample(item: unknown, redactor: Redactor = defaultRedactor): string {
  const sample = JSON.stringify(shorten(item, "", 0, { redactor, valuesLeft: MAX_VALUES })) ?? "null";

  return sample.length > MAX_SAMPLE_LENGTH ? `${cutText(sample, MAX_SAMPLE_LENGTH)}…` : sample;
}

function shorten(value: unknown, key: string, depth: number, shortening: Shortening): unknown {
  const { redactor } = shortening;
  if (shortening.valuesLeft-- <= 0) return "…";
  if (typeof value === "string" || typeof value === "number") {
    if (redactor.isSecretValue(key, value)) return REDACTED;
    return typeof value === "string" ? shortenText(value, redactor) : value;
  }
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (redactor.isSecretKey(key)) return REDACTED;
  if (depth === MAX_DEPTH) return "…";

  return Array.isArray(value)
    ? shortenArray(value, key, depth, shortening)
    : (getLongNumber(value) ?? shortenObject(value, depth, shortening));
}

function shortenText(text: string, redactor: Redactor): string {
  return truncateText(redactor.redactText(cutText(cleanText(text), MAX_READ_LENGTH)), MAX_TEXT_LENGTH);
}

function shortenArray(
  array: readonly unknown[],
  key: string,
  depth: number,
  shortening: Shortening,
): unknown[] {
  const shortened = array
    .slice(0, MAX_ELEMENTS)
    .map((element) => shorten(element, key, depth + 1, shortening));

  return array.length > MAX_ELEMENTS ? [...shortened, "…"] : shortened;
}

function shortenObject(object: object, depth: number, shortening: Shortening): object {
  const entries: [string, unknown][] = [];
  for (const key in object) {
    if (!Object.hasOwn(object, key)) continue;
    if (entries.length === MAX_KEYS) {
      entries.push(["…", "…"]);
      break;
    }
    const value = (object as Record<string, unknown>)[key];
    entries.push([
      formatKey(key),
      key === "signature" ? REDACTED : shorten(value, key, depth + 1, shortening),
    ]);
  }

  return Object.fromEntries(entries);
}
