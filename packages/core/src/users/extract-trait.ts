import type { Metadata } from "../events/index.ts";
import { EventRefused } from "../events/index.ts";

/** Takes a text out of the traits; null when they say nothing of it. @throws {EventRefused} */
export function takeTrait(traits: Metadata, key: string, longest: number): string | null {
  const value = traits[key] ?? null;
  delete traits[key];
  if (value === null) return null;

  if (typeof value !== "string") throw new EventRefused(`traits.${key}`, "must be a text");
  if (value.length > longest) throw new EventRefused(`traits.${key}`, `has more than ${longest} characters`);

  return value.trim() === "" ? null : value.trim();
}
