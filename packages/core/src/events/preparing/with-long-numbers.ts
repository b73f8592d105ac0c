import type { JsonValue, Metadata } from "../event.ts";
import type { LongNumber } from "./cleaning-report.ts";

/** Metadata with long numbers as the nearest numbers instead of texts, for a schema that asks for numbers. */
export function withLongNumbers(metadata: Metadata, longNumbers: readonly LongNumber[]): Metadata {
  const copy = structuredClone(metadata);
  for (const { path, value } of longNumbers) {
    if (Number.isFinite(value)) setAt(copy, path, value);
  }

  return copy;
}

function setAt(root: Metadata, path: readonly (string | number)[], value: number): void {
  const owner = path.slice(0, -1).reduce<JsonValue | undefined>(getOwn, root);
  const key = path.at(-1) ?? "";
  if (getOwn(owner, key) !== undefined) (owner as Record<string | number, JsonValue>)[key] = value;
}

function getOwn(owner: JsonValue | undefined, key: string | number): JsonValue | undefined {
  return typeof owner === "object" && owner !== null && Object.hasOwn(owner, key)
    ? (owner as Record<string | number, JsonValue>)[key]
    : undefined;
}
