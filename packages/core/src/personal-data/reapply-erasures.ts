import type { AnyCatalog } from "@admin-events/catalog";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { ValidationError } from "../errors.ts";
import { erasedPersonHash, isVisitorId } from "../events/index.ts";
import type { ErasureDeps } from "./erase-user.ts";
import { eraseUser } from "./erase-user.ts";
import type { ErasedPerson, ErasureList } from "./erasure/erased-people.sql.ts";
import { listErasures, storeErasures } from "./erasure/erased-people.sql.ts";

export interface ReappliedErasures {
  /** People of the list whom the database did not know as erased. */
  added: number;
  /** Those among them whose data was in the database and was erased again. */
  erased: number;
}

/** For a database restored from an older backup. @throws {ValidationError} if the list is of another database. */
export async function reapplyErasures(
  deps: ErasureDeps,
  list: ErasureList,
  catalog: AnyCatalog,
): Promise<ReappliedErasures> {
  const known = await listErasures(deps.fork());
  if (known.key !== list.key) {
    if (known.people.length > 0) {
      throw new ValidationError(
        "erasures",
        "the list is of another database: its hashes have another key. Pass a list of the database that the backup is of",
      );
    }
    // The backup is of before the first erasure, and perhaps of before the key was created.
    await deps.fork().getKysely().updateTable("erasure_keys").set({ key: list.key }).execute();
  }

  const isKnown = new Map(known.people.map(({ hash, erasedAt }) => [hash, erasedAt]));
  const added = list.people.filter(({ hash, erasedAt }) => (isKnown.get(hash) ?? "") < erasedAt);
  const byHash = new Map(added.map((person) => [person.hash, person]));
  let erased = 0;
  for (const { id, hash } of await findErasedIds(deps, [...byHash.keys()])) {
    const { mode, erasedAt } = byHash.get(hash) as ErasedPerson;
    if (await eraseUser(deps, { userId: id, mode, catalog, erasedAt: new Date(erasedAt) })) erased++;
  }
  await storeErasures(deps.fork(), added);

  return { added: added.length, erased };
}

/** Ids in the database whose hashes these are, people before the visitors who became them. */
async function findErasedIds(
  { fork }: ErasureDeps,
  hashes: readonly string[],
): Promise<{ id: string; hash: string }[]> {
  const { rows } = await sql<{ id: string; hash: string }>`
    select id, encode(hash, 'hex') as hash from (
      select known.id, ${erasedPersonHash(sql`known.id`)} as hash
      from (
        select external_id as id from ${tables.users}
        union select target_id from ${tables.events} where target_id is not null
        union select resource_id from ${tables.events} where resource_id is not null
      ) as known
    ) as hashed
    where encode(hash, 'hex') = any(${hashes}::text[])
    order by id`.execute(fork().getKysely());

  return rows.toSorted((a, b) => Number(isVisitorId(a.id)) - Number(isVisitorId(b.id)));
}
