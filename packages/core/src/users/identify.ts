import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";
import { resolveUserIds } from "../events/index.ts";
import { linkVisitor } from "./link-visitor.ts";
import { extractTrait } from "./extract-trait.ts";
import { tables } from "@admin-events/db";

/** What a sender says about a person. */
export interface Identification {
  /** The application's own id. */
  userId: string;
  /** The visitor's id of the browser, when one says so. */
  anonymousId: string | null;
  /** `email` and `name` become columns of their own. Null there changes nothing. */
  traits: Metadata;
  /** When it was said. */
  at: Date;
  /** Whether the sender proved that it speaks for this person. */
  isVerified: boolean;
}

const longestEmail = 320;
const longestName = 200;

/**
 * Remembers what is said about a person, and makes the anonymous visitor theirs. Later words go before earlier ones,
 * however they arrive; words without proof only fill in what nobody with proof has said.
 *
 * @returns what the sender should know, in sentences.
 * @throws {ValidationError} when `email` or `name` is no text or too long.
 */
export async function identify(em: EntityManager, said: Identification): Promise<string[]> {
  const { userId, anonymousId, at, isVerified } = said;
  const traits = { ...said.traits };
  const email = extractTrait(traits, "email", longestEmail);
  const name = extractTrait(traits, "name", longestName);

  const numbers = await resolveUserIds(em, [userId]);
  await sql`
    update ${tables.users} as known set (email, name, traits, traits_updated_at, is_verified) = (
      select
        case when is_better then coalesce(said.email, known.email) else coalesce(known.email, said.email) end,
        case when is_better then coalesce(said.name, known.name) else coalesce(known.name, said.name) end,
        case when is_better then known.traits || said.traits else said.traits || known.traits end,
        case when is_better then said.at else known.traits_updated_at end,
        known.is_verified or said.is_verified
      from (
        select (said.is_verified, said.at)
          >= (known.is_verified or known.confirmed_at is not null, coalesce(known.traits_updated_at, '-infinity')) as is_better
      ) as compared
    )
    from (
      select
        ${email}::text as email, ${name}::text as name, ${JSON.stringify(traits)}::jsonb as traits,
        ${at}::timestamptz as at, ${isVerified}::boolean as is_verified
    ) as said
    where known.id = ${numbers.get(userId)}`.execute(em.getKysely());

  return anonymousId === null ? [] : linkVisitor(em, { anonymousId, userId, mayMove: false });
}
