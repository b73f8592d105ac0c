import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { erasedPersonHash } from "../../events/index.ts";

/** How much an erasure removes. Each mode includes the ones before it. */
export type ErasureMode = "detach" | "anonymise" | "drop-metadata";

/** An erased person, or a visitor who became this person, without their id. */
export interface ErasedPerson {
  /** In hex. */
  hash: string;
  /** ISO 8601. */
  erasedAt: string;
  mode: ErasureMode;
}

/** Erased people, with the key of their hashes. Safe to keep outside the database, next to backups. */
export interface ErasureList {
  key: string;
  people: ErasedPerson[];
}

/** Remembers people as erased, so that what they did before stays without a person when it arrives later. */
export async function rememberErased(
  em: EntityManager,
  { ids, erasedAt, mode }: { ids: readonly string[]; erasedAt: Date; mode: ErasureMode },
): Promise<void> {
  await sql`
    insert into ${tables.erasedPeople} as known (hash, erased_at, mode)
    select ${erasedPersonHash(sql`erased.id`)}, ${erasedAt.toISOString()}::timestamptz, ${mode}
    from unnest(${ids}::text[]) as erased(id)
    on conflict (hash) do update set
      erased_at = greatest(known.erased_at, excluded.erased_at), mode = excluded.mode`.execute(
    em.getKysely(),
  );
}

/** Everyone who was ever erased, the first first. */
export async function listErasures(em: EntityManager): Promise<ErasureList> {
  const db = em.getKysely();
  const { key } = await db.selectFrom("erasure_keys").select("key").executeTakeFirstOrThrow();
  const people = await db
    .selectFrom("erased_people")
    .select([sql<string>`encode(hash, 'hex')`.as("hash"), "erased_at as erasedAt", "mode"])
    .orderBy("erased_at")
    .orderBy("hash")
    .execute();

  return {
    key,
    people: people.map((person) => ({ ...person, erasedAt: new Date(person.erasedAt).toISOString() })),
  };
}

/** Adds people of a list with the same key. */
export async function storeErasures(em: EntityManager, people: readonly ErasedPerson[]): Promise<void> {
  await sql`
    insert into ${tables.erasedPeople} as known (hash, erased_at, mode)
    select decode(hash, 'hex'), "erasedAt", mode
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as erased(hash text, "erasedAt" timestamptz, mode text)
    on conflict (hash) do update set erased_at = greatest(known.erased_at, excluded.erased_at)`.execute(
    em.getKysely(),
  );
}
