import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";

/** What a sender says about a company, a team or the like. */
export interface GroupDescription {
  type: string;
  /** The application's own id of the group. */
  groupId: string;
  traits: Metadata;
  /** When it was said. */
  at: Date;
  /** Whether a server says so. */
  isVerified: boolean;
}

/**
 * Remembers what is said about a group, by the rules of `identify`.
 *
 * @returns what the sender should know, which is nothing.
 */
export async function describeGroup(em: EntityManager, group: GroupDescription): Promise<string[]> {
  const { type, groupId, traits, at, isVerified } = group;

  await sql`
    insert into groups as known (type, external_id, traits, described_at, is_verified)
    values (${type}, ${groupId}, ${JSON.stringify(traits)}::jsonb, ${at}, ${isVerified})
    on conflict (type, external_id) do update set (traits, described_at, is_verified) = (
      select
        case when is_better then known.traits || excluded.traits else excluded.traits || known.traits end,
        case when is_better then excluded.described_at else known.described_at end,
        known.is_verified or excluded.is_verified
      from (
        select (excluded.is_verified, excluded.described_at) >= (known.is_verified, known.described_at) as is_better
      ) as compared
    )`.execute(em.getKysely());

  return [];
}
