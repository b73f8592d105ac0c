import type { EntityManager } from "@admin-events/db";
import { parseRequiredId } from "../events/index.ts";
import { linkVisitor } from "./link-visitor.ts";

export interface Alias {
  /** The application's own id. */
  userId: string;
  previousId: string;
  /** When it was sent, by the sender's corrected clock. Default: now. */
  at?: Date;
  isVerified: boolean;
}

/**
 * Links an anonymous visitor to a user. Only a verified sender can move a visitor from another user, or link one to a verified
 * user.
 *
 * @returns warnings for the sender.
 * @throws {ValidationError} if one of them is no id.
 */
export async function alias(
  em: EntityManager,
  { userId, previousId, at = new Date(), isVerified }: Alias,
): Promise<string[]> {
  return linkVisitor(em, {
    anonymousId: parseRequiredId("previousId", previousId),
    userId: parseRequiredId("userId", userId),
    at,
    isVerified,
    canMove: isVerified,
  });
}
