import type { EntityManager } from "@admin-events/db";
import { linkVisitor } from "./link-visitor.ts";

export interface Alias {
  /** The application's own id. */
  userId: string;
  /** The anonymous id that becomes this user's. */
  previousId: string;
  /** Whether the sender proved that it speaks for the user. */
  isVerified: boolean;
}

/**
 * Makes an anonymous visitor the user. With proof a visitor may be taken over from another user; without, the first
 * user keeps them.
 *
 * @returns what the sender should know, in sentences.
 */
export async function alias(em: EntityManager, { userId, previousId, isVerified }: Alias): Promise<string[]> {
  return linkVisitor(em, { anonymousId: previousId, userId, mayMove: isVerified });
}
