import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";

interface Traits {
  traits: Metadata;
  /** When they were sent, by the sender's corrected clock. */
  at: Date;
  isVerified: boolean;
}

/**
 * Merges traits into a user. Last write wins by `at`, so late arrivals never overwrite newer values. Unverified traits
 * only fill gaps of a verified user. Null for `email` or `name` changes nothing.
 */
export async function mergeUserTraits(
  em: EntityManager,
  userId: number,
  { email, name, traits, at, isVerified }: Traits & { email: string | null; name: string | null },
): Promise<void> {
  await sql`
    update ${tables.users} as stored set (email, name, traits, traits_updated_at, is_verified) = (
      select
        case when is_newer then coalesce(sent.email, stored.email) else coalesce(stored.email, sent.email) end,
        case when is_newer then coalesce(sent.name, stored.name) else coalesce(stored.name, sent.name) end,
        case when is_newer then stored.traits || sent.traits else sent.traits || stored.traits end,
        case when is_newer then sent.at else stored.traits_updated_at end,
        stored.is_verified or sent.is_verified
      from (
        select (sent.is_verified, sent.at) >= (
          stored.is_verified or stored.confirmed_at is not null, coalesce(stored.traits_updated_at, '-infinity')
        ) as is_newer
      ) as comparison
    )
    from (
      select
        ${email}::text as email, ${name}::text as name, ${JSON.stringify(traits)}::jsonb as traits,
        ${at}::timestamptz as at, ${isVerified}::boolean as is_verified
    ) as sent
    where stored.id = ${userId}`.execute(em.getKysely());
}

/** Merges traits into a group by the rules of {@link mergeUserTraits}. */
export async function mergeGroupTraits(
  em: EntityManager,
  group: { type: string; groupId: string },
  { traits, at, isVerified }: Traits,
): Promise<void> {
  await sql`
    update ${tables.groups} as stored set (traits, traits_updated_at, is_verified) = (
      select
        case when is_newer then stored.traits || sent.traits else sent.traits || stored.traits end,
        case when is_newer then sent.at else stored.traits_updated_at end,
        stored.is_verified or sent.is_verified
      from (
        select (sent.is_verified, sent.at) >= (stored.is_verified, stored.traits_updated_at) as is_newer
      ) as comparison
    )
    from (
      select ${JSON.stringify(traits)}::jsonb as traits, ${at}::timestamptz as at, ${isVerified}::boolean as is_verified
    ) as sent
    where stored.type = ${group.type} and stored.external_id = ${group.groupId}`.execute(em.getKysely());
}
