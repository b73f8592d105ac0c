import type { JsonValue, Metadata } from "../event.ts";
import { ValidationError } from "../../errors.ts";

const deepest = 5;
const mostKeys = 100;
const longestKey = 64;
const longestString = 8 * 1024;
const redactedKeys = /password|passwd|token|secret|authorization|card/i;

/**
 * Turns what a sender calls metadata into what PostgreSQL can store: plain JSON without NUL characters or lone
 * surrogates, and with secrets replaced by `[redacted]`.
 *
 * @throws {ValidationError} beyond 5 levels, 100 keys, 64 characters a key or 8 KB a text; the path begins with
 * `field`.
 */
export function cleanMetadata(metadata: unknown, field = "metadata"): Metadata {
  if (metadata === undefined || metadata === null) return {};
  if (!isPlainObject(metadata)) throw new ValidationError(field, "must be an object");

  return cleanObject(metadata, field, 1, { left: mostKeys });
}

/** Whether a key says that its value is a secret. */
export function isSecretKey(key: string): boolean {
  return redactedKeys.test(key);
}

/** Text without what PostgreSQL refuses. */
export function cleanText(text: string): string {
  return text.includes("\u0000") ? text.replaceAll("\u0000", "").toWellFormed() : text.toWellFormed();
}

function cleanObject(object: object, path: string, depth: number, keys: { left: number }): Metadata {
  if (depth > deepest) throw new ValidationError(path, `is nested deeper than ${deepest} levels`);
  const cleaned: Metadata = {};

  for (const [rawKey, value] of Object.entries(object)) {
    if (value === undefined || typeof value === "function" || typeof value === "symbol") continue;

    const key = cleanText(rawKey);
    if (key.length > longestKey)
      throw new ValidationError(`${path}.${key.slice(0, 20)}…`, `has more than ${longestKey} characters`);
    if (keys.left-- <= 0) throw new ValidationError(path, `has more than ${mostKeys} keys`);

    const cleanedValue = isSecretKey(key) ? "[redacted]" : cleanValue(value, `${path}.${key}`, depth, keys);
    if (key === "__proto__") defineKey(cleaned, key, cleanedValue);
    else cleaned[key] = cleanedValue;
  }

  return cleaned;
}

/** A key named __proto__ must become a key, not a prototype. */
function defineKey(object: Metadata, key: string, value: JsonValue): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function cleanValue(value: unknown, path: string, depth: number, keys: { left: number }): JsonValue {
  switch (typeof value) {
    case "string":
      if (value.length > longestString)
        throw new ValidationError(path, `is longer than ${longestString} characters`);
      return cleanText(value);
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return value.toString();
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (Array.isArray(value)) return cleanArray(value, path, depth, keys);
      return cleanObject(value, path, depth + 1, keys);
    case "undefined":
    case "function":
    case "symbol":
      return null;
  }
}

function cleanArray(values: unknown[], path: string, depth: number, keys: { left: number }): JsonValue[] {
  if (depth >= deepest) throw new ValidationError(path, `is nested deeper than ${deepest} levels`);
  if (values.length > 1000) throw new ValidationError(path, "has more than 1000 elements");

  return values.map((value, index) => cleanValue(value, `${path}.${index}`, depth + 1, keys));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
