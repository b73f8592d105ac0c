import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { ValidationError } from "../errors.ts";
import type { IdCaches } from "../events/index.ts";
import { toVisitorId } from "../events/index.ts";
import type { Item } from "./item.ts";

/** How many people and visitors may be new within 24 hours before public keys add no more. */
export const DEFAULT_MAX_PUBLIC_PEOPLE_PER_DAY = 1_000_000;

const CHECK_INTERVAL_MS = 60_000;
/** A check is also due after this share of the limit. */
const CHECKED_SHARE = 0.01;

/** Returns, for each item of a public key, why it is refused, or null. Known people are always admitted. */
export type AdmitPeople = (items: readonly Item[]) => Promise<(ValidationError | null)[]>;

interface AdmitPeopleDeps {
  fork: () => EntityManager;
  people: Pick<IdCaches["people"], "has">;
  maxPerDay: number;
}

/** Usually no statement is needed: whether the limit is reached is known for a minute. */
export function createPeopleAdmission({ fork, people, maxPerDay }: AdmitPeopleDeps): AdmitPeople {
  let [isFull, checkedAt, unseenSinceCheck] = [false, -Infinity, 0];

  async function check(unseenCount: number): Promise<void> {
    unseenSinceCheck += unseenCount;
    const isDue = unseenSinceCheck >= maxPerDay * CHECKED_SHARE;
    if (!isDue && performance.now() - checkedAt < CHECK_INTERVAL_MS) return;

    [checkedAt, unseenSinceCheck] = [performance.now(), 0];
    isFull = await hasGrownBy(fork(), maxPerDay);
  }

  return async (items) => {
    const idsByItem = items.map(listPeople);
    const unseen = [...new Set(idsByItem.flat())].filter((id) => !people.has(id));
    if (unseen.length > 0) await check(unseen.length);
    if (unseen.length === 0 || !isFull) return items.map(() => null);

    const known = await findKnown(fork(), unseen);
    const added = new Set(unseen.filter((id) => !known.has(id)));
    return idsByItem.map((ids) => (ids.some((id) => added.has(id)) ? tooManyPeople(maxPerDay) : null));
  };
}

/** Whom an item creates if they are not stored yet. */
function listPeople(item: Item): string[] {
  // Members of a group are known from their events, and requests need a secret key.
  if (item.type === "group" || item.type === "request") return [];
  const visitor = toVisitorId((item.type === "alias" ? item.previousId : item.anonymousId) ?? null);
  const people = item.type === "track" ? [item.userId ?? visitor] : [item.userId, visitor];

  return people.filter((id) => typeof id === "string");
}

/** Ids grow with time, so the newest people are found without an index of their times. */
async function hasGrownBy(em: EntityManager, count: number): Promise<boolean> {
  if (count === 0) return true;
  const { rows } = await sql<{ isRecent: boolean }>`
    select created_at > now() - interval '1 day' as "isRecent"
    from ${tables.users} order by id desc offset ${count - 1}::int limit 1`.execute(em.getKysely());

  return rows[0]?.isRecent ?? false;
}

async function findKnown(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const rows = await em
    .getKysely()
    .selectFrom("users")
    .select("external_id")
    .where("external_id", "=", anyOf(ids, "text"))
    .execute();

  return new Set(rows.map(({ external_id }) => external_id));
}

function tooManyPeople(maxPerDay: number): ValidationError {
  return new ValidationError(
    null,
    `The person is new, and ${maxPerDay} people and visitors were added in 24 hours; send it with a secret key (sk_…), or ` +
      "raise PUBLIC_PEOPLE_PER_DAY",
  );
}
