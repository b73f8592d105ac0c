import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";
import { tables } from "@admin-events/db";

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

  // An insert that meets a known group would use a number up each time.
  await sql`
    insert into ${tables.groups} (type, external_id, traits_updated_at)
    select ${type}, ${groupId}, '-infinity'
    where not exists (select from ${tables.groups} where type = ${type} and external_id = ${groupId})
    on conflict (type, external_id) do nothing`.execute(em.getKysely());
  await sql`
    update ${tables.groups} as known set (traits, traits_updated_at, is_verified) = (
      select
        case when is_better then known.traits || said.traits else said.traits || known.traits end,
        case when is_better then said.at else known.traits_updated_at end,
        known.is_verified or said.is_verified
      from (select (said.is_verified, said.at) >= (known.is_verified, known.traits_updated_at) as is_better) as compared
    )
    from (
      select ${JSON.stringify(traits)}::jsonb as traits, ${at}::timestamptz as at, ${isVerified}::boolean as is_verified
    ) as said
    where known.type = ${type} and known.external_id = ${groupId}`.execute(em.getKysely());

  return [];
}
