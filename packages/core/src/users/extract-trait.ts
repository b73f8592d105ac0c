import type { Metadata } from "../events/index.ts";
import { ValidationError } from "../errors.ts";

/** Takes a text out of the traits; null when they say nothing of it. @throws {ValidationError} */
export function extractTrait(traits: Metadata, key: string, longest: number): string | null {
  const value = traits[key] ?? null;
  delete traits[key];
  if (value === null) return null;

  if (typeof value !== "string") throw new ValidationError(`traits.${key}`, "must be a text");
  if (value.length > longest)
    throw new ValidationError(`traits.${key}`, `has more than ${longest} characters`);

  return value.trim() === "" ? null : value.trim();
}
