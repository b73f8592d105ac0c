import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { resolveUserIds, toVisitorId } from "../events/index.ts";
import { findVerifiedUserIds } from "./find-verified-user-ids.ts";

export interface VisitorLink {
  anonymousId: string;
  /** The application's own id. */
  userId: string;
  /** Whether the sender proves it. Otherwise the visitor's events are marked as unverified. */
  isVerified: boolean;
  /** When the link was sent, by the sender's corrected clock. */
  at: Date;
  /** Whether the link of a visitor who was linked or unlinked before may change. */
  canMove: boolean;
}

/** Past and future events count as the user's. Without proof not for a verified user. @returns a warning if it is not linked. */
export async function linkVisitor(
  em: EntityManager,
  { anonymousId, userId, at, isVerified, canMove }: VisitorLink,
): Promise<string[]> {
  const db = em.getKysely();
  const visitorId = toVisitorId(anonymousId);
  if (!isVerified && (await findVerifiedUserIds(em, [userId])).has(userId)) {
    return (await isLinked(em, visitorId, userId)) ? [] : [NEEDS_PROOF];
  }
  const ids = await resolveUserIds(
    em,
    [visitorId, userId].map((id) => ({ id, at })),
  );
  if ([visitorId, userId].some((id) => ids.get(id, at) === undefined)) return [];

  await db
    .insertInto("identities")
    .columns(["anonymous_id", "user_id", "is_verified"])
    .expression((eb) =>
      eb
        .selectFrom(["users as visitor", "users as person"])
        .select(["visitor.id as anonymous_id", "person.id as user_id", sql.val(isVerified).as("is_verified")])
        .where("visitor.external_id", "=", visitorId)
        .where("person.external_id", "=", userId),
    )
    .onConflict((conflict) => {
      if (!isVerified) return conflict.column("anonymous_id").doNothing();

      // An unchanged link is not written: readers treat every write as a change.
      return conflict
        .column("anonymous_id")
        .doUpdateSet((eb) => ({
          user_id: eb.ref("excluded.user_id"),
          is_verified: true,
          linked_at: sql`now()`,
        }))
        .where((eb) => {
          const isOther = eb("identities.user_id", "is distinct from", eb.ref("excluded.user_id"));
          const isUnproven = eb("identities.is_verified", "=", false);
          return canMove ? eb.or([isOther, isUnproven]) : eb.and([eb.not(isOther), isUnproven]);
        });
    })
    .execute();

  const link = await db
    .selectFrom("identities as identity")
    .innerJoin("users as visitor", "visitor.id", "identity.anonymous_id")
    .leftJoin("users as person", "person.id", "identity.user_id")
    .select(["identity.user_id", "person.external_id"])
    .where("visitor.external_id", "=", visitorId)
    .executeTakeFirst();

  if (!link || link.external_id === userId) return [];
  if (link.user_id === null) return ["The visitor was unlinked from its user and was not linked again."];

  return ["The visitor is already linked to another user. Call reset() when a user signs out."];
}

const NEEDS_PROOF =
  "The visitor was not linked, because a server has identified this user. Send the user's signature, or link it on a server.";

async function isLinked(em: EntityManager, visitorId: string, userId: string): Promise<boolean> {
  const link = await em
    .getKysely()
    .selectFrom("identities as identity")
    .innerJoin("users as visitor", "visitor.id", "identity.anonymous_id")
    .innerJoin("users as person", "person.id", "identity.user_id")
    .select("identity.user_id")
    .where("visitor.external_id", "=", visitorId)
    .where("person.external_id", "=", userId)
    .executeTakeFirst();

  return link !== undefined;
}
