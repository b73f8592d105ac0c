import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { ValidationError } from "../errors.ts";
import type { Metadata } from "../events/index.ts";
import { parseRequiredId } from "../events/index.ts";
import { mergeGroupTraits } from "./merge-traits.sql.ts";

export interface GroupDescription {
  type: string;
  groupId: string;
  traits: Metadata;
  /** When they were sent, by the sender's corrected clock. */
  at: Date;
  isVerified: boolean;
  /** How many groups senders without proof may add within 24 hours. Default 1,000. */
  maxUnverifiedPerDay?: number;
}

const DEFAULT_MAX_PUBLIC_GROUPS_PER_DAY = 1_000;

/**
 * Stores the traits of a group. Last write wins by time. Traits of a verified group that come without proof are kept apart.
 *
 * @returns warnings for the sender.
 * @throws {ValidationError} if `groupId` is no id, or if senders without proof have added too many groups.
 */
export async function describeGroup(em: EntityManager, group: GroupDescription): Promise<string[]> {
  const db = em.getKysely();
  const { type, isVerified, maxUnverifiedPerDay = DEFAULT_MAX_PUBLIC_GROUPS_PER_DAY } = group;
  const groupId = parseRequiredId("groupId", group.groupId);

  // An insert that conflicts with an existing group would consume an id each time.
  const stored = await db
    .selectFrom("groups")
    .select("id")
    .where("type", "=", type)
    .where("external_id", "=", groupId)
    .executeTakeFirst();
  if (!stored) {
    if (!isVerified) await assertFewNewGroups(em, maxUnverifiedPerDay);
    await db
      .insertInto("groups")
      .values({ type, external_id: groupId, traits_updated_at: sql`'-infinity'` })
      .onConflict((conflict) => conflict.columns(["type", "external_id"]).doNothing())
      .execute();
  }

  return mergeGroupTraits(em, { type, groupId }, group);
}

async function assertFewNewGroups(em: EntityManager, maxPerDay: number): Promise<void> {
  const added = await em
    .getKysely()
    .selectFrom((eb) =>
      eb
        .selectFrom("groups")
        .select("id")
        .where("is_verified", "=", sql<boolean>`false`)
        .where("created_at", ">", sql<string>`now() - interval '1 day'`)
        .limit(maxPerDay)
        .as("added"),
    )
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(added.count) < maxPerDay) return;

  throw new ValidationError(
    "groupId",
    `is new, and public keys (pk_…) have added ${maxPerDay} groups in 24 hours; send the group once with a secret key ` +
      "(sk_…), or raise PUBLIC_GROUPS_PER_DAY",
  );
}
