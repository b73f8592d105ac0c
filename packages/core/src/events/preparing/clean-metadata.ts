import { ValidationError } from "../../errors.ts";
import type { JsonValue, Metadata } from "../event.ts";

const MAX_DEPTH = 5;
const MAX_KEYS = 100;
const MAX_KEY_LENGTH = 64;
const MAX_STRING_LENGTH = 8 * 1024;
const MAX_ARRAY_LENGTH = 1_000;
const secretKeyPattern = /password|passwd|token|secret|authorization|card/i;

/**
 * Converts metadata to JSON that PostgreSQL can store, without NUL characters and lone surrogates. Replaces secrets with
 * `[redacted]`.
 *
 * @param field where the metadata is, for the path of errors.
 * @throws {ValidationError} beyond 5 levels, 100 keys, 64 characters per key or 8,192 characters per text.
 */
export function cleanMetadata(metadata: unknown, field = "metadata"): Metadata {
  if (metadata === undefined || metadata === null) return {};
  if (!isPlainObject(metadata)) throw new ValidationError(field, "must be an object");

  return cleanObject(metadata, field, 1, { left: MAX_KEYS });
}

export function isSecretKey(key: string): boolean {
  return secretKeyPattern.test(key);
}

/** Removes NUL characters and replaces lone surrogates, which PostgreSQL rejects. */
export function cleanText(text: string): string {
  return text.includes("\u0000") ? text.replaceAll("\u0000", "").toWellFormed() : text.toWellFormed();
}

function cleanObject(object: object, path: string, depth: number, keys: { left: number }): Metadata {
  if (depth > MAX_DEPTH) throw tooDeep(path);
  const cleaned: Metadata = {};

  for (const [rawKey, value] of Object.entries(object)) {
    if (value === undefined || typeof value === "function" || typeof value === "symbol") continue;

    const key = cleanText(rawKey);
    if (key.length > MAX_KEY_LENGTH)
      throw new ValidationError(
        `${path}.${key.slice(0, 20)}…`,
        `keys must have at most ${MAX_KEY_LENGTH} characters`,
      );
    if (keys.left-- <= 0) throw new ValidationError(path, `must have at most ${MAX_KEYS} keys`);

    const cleanedValue = isSecretKey(key) ? "[redacted]" : cleanValue(value, `${path}.${key}`, depth, keys);
    if (key === "__proto__") defineKey(cleaned, key, cleanedValue);
    else cleaned[key] = cleanedValue;
  }

  return cleaned;
}

/** Assigning `__proto__` would set the prototype. */
function defineKey(object: Metadata, key: string, value: JsonValue): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function cleanValue(value: unknown, path: string, depth: number, keys: { left: number }): JsonValue {
  switch (typeof value) {
    case "string":
      if (value.length > MAX_STRING_LENGTH)
        throw new ValidationError(path, `must have at most ${MAX_STRING_LENGTH} characters`);
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
  if (depth >= MAX_DEPTH) throw tooDeep(path);
  if (values.length > MAX_ARRAY_LENGTH)
    throw new ValidationError(path, `must have at most ${MAX_ARRAY_LENGTH} elements`);

  return values.map((value, index) => cleanValue(value, `${path}.${index}`, depth + 1, keys));
}

function tooDeep(path: string): ValidationError {
  return new ValidationError(path, `must be nested at most ${MAX_DEPTH} levels deep`);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
