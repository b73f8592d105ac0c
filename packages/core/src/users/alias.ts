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

/** Without proof nothing moves, and verified users get no visitor. @returns warnings. @throws {ValidationError} for no id. */
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
