import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../../advisory-lock.ts";
import { anyOf } from "../../any-of.ts";
import { ValidationError } from "../../errors.ts";
import type { EventRules } from "../preparing/prepare-event.ts";
import type { IdCaches } from "./id-cache.ts";

/** How many names that are not in the catalog public keys may add within 24 hours, all keys together. */
export const DEFAULT_MAX_PUBLIC_NAMES_PER_DAY = 200;

/** How long a process remembers that public keys may add no more names. */
const FULL_FOR_MS = 60_000;

/**
 * Decides which names of public keys are stored. Names of the catalog and names that exist always are; a new name is created,
 * unless public keys have created too many. Returns a function that returns the reason against a name, or null.
 */
export type AdmitNames = (names: readonly string[]) => Promise<(name: string) => ValidationError | null>;

interface AdmitNamesDeps {
  fork: () => EntityManager;
  rules: EventRules;
  idCaches: Pick<IdCaches, "names">;
  maxPerDay: number;
}

const admitAll = () => null;

export function createNameAdmission({ fork, rules, idCaches, maxPerDay }: AdmitNamesDeps): AdmitNames {
  let fullUntil = 0;

  return async (names) => {
    // Usually every name is known, and the database is not asked.
    const unknown = [...new Set(names)].filter(
      (name) => !idCaches.names.has(name) && !Object.hasOwn(rules.catalog, name),
    );
    if (unknown.length === 0) return admitAll;

    const stored = await findNames(fork(), unknown);
    let refused = unknown.filter((name) => !stored.has(name));
    if (refused.length > 0 && fullUntil <= Date.now()) {
      refused = await createNames(fork(), refused, maxPerDay);
      if (refused.length > 0) fullUntil = Date.now() + FULL_FOR_MS;
    }
    if (refused.length === 0) return admitAll;

    const refusedNames = new Set(refused);
    return (name) => (refusedNames.has(name) ? tooManyNames(maxPerDay) : null);
  };
}

function tooManyNames(maxPerDay: number): ValidationError {
  return new ValidationError(
    "name",
    `is new, and public keys (pk_…) have added ${maxPerDay} names in 24 hours; add it to the catalog, send it once with a ` +
      "secret key (sk_…), or raise PUBLIC_NAMES_PER_DAY",
  );
}

async function findNames(em: EntityManager, names: readonly string[]): Promise<Set<string>> {
  const rows = await em
    .getKysely()
    .selectFrom("event_names")
    .select("name")
    .where("name", "=", anyOf(names, "text"))
    .where("is_activity", "=", false)
    .execute();

  return new Set(rows.map(({ name }) => name));
}

/** Creates as many of these names as are left for today. @returns the others. */
async function createNames(
  em: EntityManager,
  names: readonly string[],
  maxPerDay: number,
): Promise<string[]> {
  return em.transactional(async (em) => {
    // One process after the other, so that together they add no more than the limit.
    await sql`select pg_advisory_xact_lock(${lockKeys(em, "new public names")})`.execute(em.getKysely());
    await sql`
      insert into ${tables.eventNames} (name, is_public)
      select name, true from unnest(${names}::text[]) with ordinality as sent(name, position)
      where not exists (
        select from ${tables.eventNames} as stored where stored.name = sent.name and not stored.is_activity
      )
      order by position
      limit greatest(0, ${maxPerDay}::int - (
        select count(*) from ${tables.eventNames} where is_public and created_at > now() - interval '1 day'
      ))
      on conflict (name, is_activity) do nothing`.execute(em.getKysely());
    const stored = await findNames(em, names);

    return names.filter((name) => !stored.has(name));
  });
}
