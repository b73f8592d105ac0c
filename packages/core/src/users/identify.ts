import type { EntityManager } from "@admin-events/db";
import { ValidationError } from "../errors.ts";
import type { Metadata } from "../events/index.ts";
import { resolveUserIds } from "../events/index.ts";
import { linkVisitor } from "./link-visitor.ts";
import { mergeUserTraits } from "./merge-traits.sql.ts";

export interface Identification {
  /** The application's own id. */
  userId: string;
  /** The visitor's id of the browser; null if the sender has none. */
  anonymousId: string | null;
  /** `email` and `name` are stored in their own columns; null changes nothing there. */
  traits: Metadata;
  /** When they were sent, by the sender's corrected clock. */
  at: Date;
  isVerified: boolean;
}

const MAX_EMAIL_LENGTH = 320;
/** Only for verified senders: anyone with a public key could otherwise find out who was erased. */
const ERASED_WARNING = "The person was erased after this was sent. It was dropped.";
const MAX_NAME_LENGTH = 200;

/**
 * Stores a person's traits and links the anonymous visitor to them.
 *
 * Last write wins by event time, so late arrivals never overwrite newer values. Unverified traits only fill gaps. Traits that
 * were sent before the person was erased are dropped; later ones describe a new person.
 *
 * @returns warnings for the sender.
 * @throws {ValidationError} if `email` or `name` is not a string or too long.
 */
export async function identify(em: EntityManager, identification: Identification): Promise<string[]> {
  const { userId, anonymousId, at, isVerified } = identification;
  const traits = { ...identification.traits };
  const email = extractTrait(traits, "email", MAX_EMAIL_LENGTH);
  const name = extractTrait(traits, "name", MAX_NAME_LENGTH);

  const id = (await resolveUserIds(em, [{ id: userId, at }])).get(userId, at);
  if (id === undefined) return isVerified ? [ERASED_WARNING] : [];
  await mergeUserTraits(em, id, { email, name, traits, at, isVerified });

  return anonymousId === null ? [] : linkVisitor(em, { anonymousId, userId, at, canMove: false });
}

function extractTrait(traits: Metadata, key: string, maxLength: number): string | null {
  const value = traits[key] ?? null;
  delete traits[key];
  if (value === null) return null;

  if (typeof value !== "string") throw new ValidationError(`traits.${key}`, "must be a string");
  if (value.length > maxLength)
    throw new ValidationError(`traits.${key}`, `must have at most ${maxLength} characters`);

  return value.trim() === "" ? null : value.trim();
}
