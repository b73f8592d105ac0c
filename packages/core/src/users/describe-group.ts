import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";
import { mergeGroupTraits } from "./merge-traits.sql.ts";

export interface GroupDescription {
  type: string;
  groupId: string;
  traits: Metadata;
  /** When they were sent, by the sender's corrected clock. */
  at: Date;
  isVerified: boolean;
}

/**
 * Stores the traits of a group. Last write wins by time; unverified traits only fill gaps.
 *
 * @returns no warnings.
 */
export async function describeGroup(em: EntityManager, group: GroupDescription): Promise<string[]> {
  const db = em.getKysely();
  const { type, groupId } = group;

  // An insert that conflicts with an existing group would consume an id each time.
  const stored = await db
    .selectFrom("groups")
    .select("id")
    .where("type", "=", type)
    .where("external_id", "=", groupId)
    .executeTakeFirst();
  if (!stored) {
    await db
      .insertInto("groups")
      .values({ type, external_id: groupId, traits_updated_at: sql`'-infinity'` })
      .onConflict((conflict) => conflict.columns(["type", "external_id"]).doNothing())
      .execute();
  }
  await mergeGroupTraits(em, group, group);

  return [];
}
