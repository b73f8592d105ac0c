import type { EntityManager } from "@admin-events/db";
import { ValidationError } from "../errors.ts";
import type { Metadata } from "../events/index.ts";
import { parseOptionalId, parseRequiredId, resolveUserIds } from "../events/index.ts";
import { linkVisitor } from "./link-visitor.ts";
import { mergeUserTraits } from "./merge-traits.sql.ts";

export interface Identification {
  /** The application's own id. */
  userId: string;
  /** The visitor's id of the browser; null if the sender has none. */
  anonymousId: string | null;
  /** `email` and `name` are stored in their own columns. A null takes a trait back. */
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
 * Last write wins by event time, so late arrivals never overwrite newer values. Without proof, a verified person neither gets
 * traits nor visitors. Traits that were sent before the person was erased are dropped; later ones describe a new person.
 *
 * @returns warnings for the sender.
 * @throws {ValidationError} if `userId` is no id, or if `email` or `name` is not a string or too long.
 */
export async function identify(em: EntityManager, identification: Identification): Promise<string[]> {
  const { anonymousId, traits, at, isVerified } = identification;
  const userId = parseRequiredId("userId", identification.userId);
  const visitor = parseOptionalId("anonymousId", anonymousId);
  const cleaned = cleanTrait(cleanTrait(traits, "email", MAX_EMAIL_LENGTH), "name", MAX_NAME_LENGTH);

  const id = (await resolveUserIds(em, [{ id: userId, at }])).get(userId, at);
  if (id === undefined) return isVerified ? [ERASED_WARNING] : [];
  const warnings = await mergeUserTraits(em, id, { traits: cleaned, at, isVerified });
  if (visitor.warning !== null) warnings.push(visitor.warning);
  if (visitor.id === null) return warnings;

  const link = { anonymousId: visitor.id, userId, at, isVerified, canMove: false };
  return [...warnings, ...(await linkVisitor(em, link))];
}

/** Trims a text; an empty one is as good as absent. */
function cleanTrait(traits: Metadata, key: string, maxLength: number): Metadata {
  const { [key]: value, ...others } = traits;
  if (value === undefined || value === null) return traits;

  if (typeof value !== "string") throw new ValidationError(`traits.${key}`, "must be a string");
  if (value.length > maxLength)
    throw new ValidationError(`traits.${key}`, `must have at most ${maxLength} characters`);

  return value.trim() === "" ? others : { ...others, [key]: value.trim() };
}
