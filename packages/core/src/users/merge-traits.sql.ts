import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";

/** Of all traits of a person or a group together, as JSON. */
const MAX_TRAITS_BYTES = 32 * 1024;
/** Of a person or a group. Traits that were taken back do not count. */
const MAX_TRAITS = 100;

interface Traits {
  /** A null takes a trait back. */
  traits: Metadata;
  /** When they were sent, by the sender's corrected clock. */
  at: Date;
  isVerified: boolean;
}

/**
 * Merges traits into a user. Last write wins by `at`, so late arrivals never overwrite newer values.
 *
 * Traits without proof never reach those of a verified user: they are kept apart, and so is what was said before the first proof.
 *
 * @returns warnings for the sender.
 */
export async function mergeUserTraits(em: EntityManager, userId: number, traits: Traits): Promise<string[]> {
  const stored = sql`
    select
      id, traits || jsonb_strip_nulls(jsonb_build_object('email', email, 'name', name)) as traits, unverified_traits,
      is_verified or confirmed_at is not null as is_proven, traits_updated_at
    from ${tables.users} where id = ${userId} for update`;
  // Of email and name, `traits` holds only that they were taken back.
  const changes = sql`
    email = merged.traits ->> 'email',
    name = merged.traits ->> 'name',
    traits = merged.traits - array(
      select key from jsonb_each(merged.traits) where key in ('email', 'name') and value <> 'null'
    )`;

  return mergeTraits(em, { table: tables.users, stored, changes }, traits);
}

/** Merges traits into a group by the rules of {@link mergeUserTraits}. */
export async function mergeGroupTraits(
  em: EntityManager,
  group: { type: string; groupId: string },
  traits: Traits,
): Promise<string[]> {
  const stored = sql`
    select
      id, traits, unverified_traits, is_verified as is_proven,
      nullif(traits_updated_at, '-infinity') as traits_updated_at
    from ${tables.groups} where type = ${group.type} and external_id = ${group.groupId} for update`;

  return mergeTraits(em, { table: tables.groups, stored, changes: sql`traits = merged.traits` }, traits);
}

interface Target {
  table: RawBuilder<unknown>;
  /** The row, locked. */
  stored: RawBuilder<unknown>;
  /** Assignments from `merged`. */
  changes: RawBuilder<unknown>;
}

async function mergeTraits(
  em: EntityManager,
  { table, stored, changes }: Target,
  { traits, at, isVerified }: Traits,
): Promise<string[]> {
  const { rows } = await sql<{ isStored: boolean; isKeptApart: boolean }>`
    with stored as materialized (${stored}),
    sent as (
      select ${JSON.stringify(traits)}::jsonb as traits, ${at}::timestamptz as at, ${isVerified}::boolean as is_verified
    ),
    compared as (
      select
        stored.id, stored.traits as old_traits, stored.unverified_traits as old_unverified, sent.traits, sent.at,
        stored.traits_updated_at, stored.is_proven or sent.is_verified as is_proven,
        sent.is_verified and not stored.is_proven as is_first_proof,
        stored.is_proven and not sent.is_verified as is_kept_apart,
        sent.at >= coalesce(stored.traits_updated_at, '-infinity') as is_newer
      from stored cross join sent
    ),
    merged as (
      select
        id, is_proven, is_kept_apart, old_traits, old_unverified,
        case
          when is_first_proof then traits
          when is_kept_apart then old_traits
          when is_newer then old_traits || traits
          else traits || old_traits
        end as traits,
        case
          when is_first_proof then old_traits
          when is_kept_apart then old_unverified || traits
          else old_unverified
        end as unverified,
        case
          when is_first_proof then at
          when is_kept_apart then traits_updated_at
          else greatest(traits_updated_at, at)
        end as updated_at
      from compared
    ),
    written as (
      update ${table} as target set
        ${changes}, unverified_traits = merged.unverified, is_verified = merged.is_proven,
        traits_updated_at = coalesce(merged.updated_at, target.traits_updated_at)
      from merged
      where target.id = merged.id
        and ${fits(sql`merged.traits`, sql`merged.old_traits`)}
        and (${fits(sql`merged.unverified`, sql`merged.old_unverified`)} or not merged.is_kept_apart)
      returning target.id
    )
    select
      exists (select from written) as "isStored",
      merged.is_kept_apart and merged.unverified is distinct from merged.old_unverified as "isKeptApart"
    from merged`.execute(em.getKysely());
  const [result] = rows;

  if (!result) return [];
  if (!result.isStored) return [TOO_LARGE];
  return result.isKeptApart ? [KEPT_APART] : [];
}

const TOO_LARGE =
  `traits: were not stored, because together with the stored ones they are more than ${MAX_TRAITS} or ` +
  `${MAX_TRAITS_BYTES / 1024} KB. Take traits back by sending null for them.`;
const KEPT_APART =
  "traits: were kept apart as unverified, because a server has stated traits before. Send the user's signature, or use a " +
  "secret key (sk_…) on a server.";

/** Whether traits are within the limits. Traits that were beyond them before may still become smaller. */
function fits(traits: RawBuilder<unknown>, old: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    (
      octet_length(${traits}::text) <= ${MAX_TRAITS_BYTES}
      and (select count(*) from jsonb_each(${traits}) where value <> 'null') <= ${MAX_TRAITS}
    )
    or octet_length(${traits}::text) < octet_length(${old}::text)
  )`;
}

/** Traits without those that were taken back. */
export function presentTraits(column: RawBuilder<unknown>): RawBuilder<Metadata> {
  return sql`(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${column}) where value <> 'null')`;
}
