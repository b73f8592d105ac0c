import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { isActivity } from "../../events/index.ts";
import type { ChainEntry } from "./chain-entry.ts";
import { getNextDay, hashDay, hashEntry, INITIAL_HEAD } from "./chain-entry.ts";
import { isReceivedOn } from "./hashed-columns.sql.ts";
import { readEntries } from "./read-entries.sql.ts";

interface HashChainOptions {
  catalog: AnyCatalog;
  now?: Date;
  batchSize?: number;
}

/** Days are added this long after their end, so that transactions of the day have committed. */
const GRACE_HOURS = 3;

/** The hour (UTC) from which the previous day can be added. */
export const HASH_CHAIN_HOUR = GRACE_HOURS + 1;

/**
 * Adds the activities of every day (UTC) that has ended to the hash chain, including days without activities. An
 * activity belongs to the day on which it arrived. Only one process may do this at a time. If it is interrupted, the
 * next run starts the unfinished day over.
 *
 * @returns the added days, `YYYY-MM-DD`, in order.
 */
export async function extendHashChain(
  em: EntityManager,
  { now = new Date(), ...options }: HashChainOptions,
): Promise<string[]> {
  const { firstDay, head } = await findNextDay(em);
  const end = new Date(now.getTime() - GRACE_HOURS * 3_600_000).toISOString().slice(0, 10);
  const added: string[] = [];
  if (firstDay === null) return added;

  let previousHead = head;
  for (let day = firstDay; day < end; day = getNextDay(day)) {
    previousHead = await addDay(em, day, { previousHead, ...options });
    added.push(day);
  }

  return added;
}

/** The first day to add, null if there are no activities, and the head before it. */
async function findNextDay(em: EntityManager): Promise<{ firstDay: string | null; head: string }> {
  const db = em.getKysely();
  const last = await db
    .selectFrom("activity_chain_days")
    .select([sql<string>`(day + 1)::text`.as("nextDay"), "head"])
    .orderBy("day", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last) return { firstDay: last.nextDay, head: last.head.toString("hex") };

  const oldest = await db
    .selectFrom("events as event")
    .select(sql<string>`(event.received_at at time zone 'UTC')::date::text`.as("day"))
    .where(isActivity)
    .orderBy("event.received_at")
    .limit(1)
    .executeTakeFirst();

  return { firstDay: oldest?.day ?? null, head: INITIAL_HEAD };
}

/** @returns the head of the day. */
async function addDay(
  em: EntityManager,
  day: string,
  { previousHead, catalog, batchSize = 2_000 }: Omit<HashChainOptions, "now"> & { previousHead: string },
): Promise<string> {
  const db = em.getKysely();
  await db.deleteFrom("activity_chain_entries").where("day", ">=", day).execute();
  await createActorSalts(em, day);
  await createActivitySalts(em, day);

  let hash = previousHead;
  let entries = 0;
  for await (const batch of readEntries(em, day, { catalog, batchSize })) {
    const hashed = batch.map((activity) => {
      const entry = { ...activity, day, sequence: ++entries };
      hash = hashEntry(hash, entry);
      return { ...entry, hash };
    });
    await insertEntries(em, hashed);
  }

  const head = hashDay(hash, { day, entries });
  await db
    .insertInto("activity_chain_days")
    .values({ day, entries, head: Buffer.from(head, "hex") })
    .execute();

  return head;
}

async function createActorSalts(em: EntityManager, day: string): Promise<void> {
  await em
    .getKysely()
    .insertInto("actor_salts")
    .columns(["user_id"])
    .expression((eb) =>
      eb
        .selectFrom("events as event")
        .select("event.user_id")
        .distinct()
        .where(isActivity)
        .where(isReceivedOn(day))
        .where("event.user_id", "is not", null)
        .$narrowType<{ user_id: number }>(),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function createActivitySalts(em: EntityManager, day: string): Promise<void> {
  await em
    .getKysely()
    .insertInto("activity_salts")
    .columns(["event_id"])
    .expression((eb) =>
      eb.selectFrom("events as event").select("event.id").where(isActivity).where(isReceivedOn(day)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const ROWS_PER_INSERT = 1_000;

async function insertEntries(em: EntityManager, entries: (ChainEntry & { hash: string })[]): Promise<void> {
  const rows = entries.map((entry) => ({
    event_id: entry.eventId,
    occurred_at: new Date(entry.occurredAt),
    day: entry.day,
    sequence: entry.sequence,
    name: entry.name,
    personal: entry.personal,
    actor: entry.actor === null ? null : Buffer.from(entry.actor, "hex"),
    content: Buffer.from(entry.content, "hex"),
    hash: Buffer.from(entry.hash, "hex"),
  }));

  // A statement takes at most 65,535 parameters.
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await em
      .getKysely()
      .insertInto("activity_chain_entries")
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}
