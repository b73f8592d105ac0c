import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { isActivity } from "../../events/index.ts";
import { entriesOf } from "./read-entries.ts";
import type { Seal } from "./chain-entry.ts";
import { headAfter, linkAfter, nextDay, noHead } from "./chain-entry.ts";
import { arrivedOn } from "./hashed-columns.ts";
import { tables } from "@admin-events/db";

interface HashChainOptions {
  catalog: AnyCatalog;
  now?: Date;
  /** Entries in one statement. Default 2,000. */
  batchSize?: number;
}

/** Days are sealed this many hours after they ended, so that whoever wrote late in the day has committed. */
const graceHours = 3;

/** The hour (UTC) from which the day before can be sealed, whatever the time zone of the project. */
export const HASH_CHAIN_HOUR = graceHours + 1;

/**
 * Seals the activities of every day (UTC) that has ended and is not sealed yet, from the first that holds any; days
 * without activities, too. The day is that on which an entry arrived, so one that tells of long ago is sealed with
 * today. Only one process may do it at a time. Cut off, the next run begins the unfinished day anew.
 *
 * @returns the sealed days, `YYYY-MM-DD`, in order.
 */
export async function extendHashChain(
  em: EntityManager,
  { now = new Date(), ...options }: HashChainOptions,
): Promise<string[]> {
  const { first, head } = await nextToFinalize(em);
  const end = new Date(now.getTime() - graceHours * 3_600_000).toISOString().slice(0, 10);
  const sealed: string[] = [];
  if (first === null) return sealed;

  let previous = head;
  for (let day = first; day < end; day = nextDay(day)) {
    previous = await addDay(em, day, { previous, ...options });
    sealed.push(day);
  }

  return sealed;
}

/** The first day to seal, null when there is nothing yet, and the head to go on from. */
async function nextToFinalize(em: EntityManager): Promise<{ first: string | null; head: string }> {
  const { rows } = await sql<{ first: string | null; head: string }>`
    select
      coalesce(
        (last.day + 1)::text,
        (
          select (event.received_at at time zone 'UTC')::date::text
          from ${tables.events} as event where ${isActivity} order by event.received_at limit 1
        )
      ) as first,
      coalesce(encode(last.head, 'hex'), ${noHead}) as head
    from (values (1)) as once
    left join lateral (select day, head from ${tables.activityChainDays} order by day desc limit 1) as last on true`.execute(
    em.getKysely(),
  );
  const [next] = rows;
  if (!next) throw new Error("PostgreSQL did not say which days are sealed.");

  return next;
}

/** @returns the head of the day. */
async function addDay(
  em: EntityManager,
  day: string,
  { previous, catalog, batchSize = 2_000 }: Omit<HashChainOptions, "now"> & { previous: string },
): Promise<string> {
  const db = em.getKysely();
  await sql`delete from ${tables.activityChainEntries} where day >= ${day}::date`.execute(db);
  await giveSalts(em, day);

  let link = previous;
  let entries = 0;
  for await (const batch of entriesOf(em, day, { catalog, batchSize })) {
    const seals = batch.map((entry) => {
      const seal = { ...entry, day, sequence: ++entries };
      link = linkAfter(link, seal);
      return { ...seal, hash: link };
    });
    await keep(em, seals);
  }

  const head = headAfter(link, { day, entries });
  await sql`
    insert into ${tables.activityChainDays} (day, entries, head) values (${day}::date, ${entries}, decode(${head}, 'hex'))`.execute(
    db,
  );

  return head;
}

/** Whoever did something on the day and has no salt yet gets one. */
async function giveSalts(em: EntityManager, day: string): Promise<void> {
  await sql`
    insert into ${tables.actorSalts} (user_id)
    select distinct event.user_id from ${tables.events} as event
    where ${isActivity} and ${arrivedOn(day)} and event.user_id is not null
    on conflict do nothing`.execute(em.getKysely());
}

async function keep(em: EntityManager, seals: (Seal & { hash: string })[]): Promise<void> {
  await sql`
    insert into ${tables.activityChainEntries} (event_id, occurred_at, day, sequence, name, personal, actor, content, hash)
    select
      "eventId", "occurredAt", day, sequence, name, personal,
      decode(actor, 'hex'), decode(content, 'hex'), decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) as seal(
      "eventId" uuid, "occurredAt" timestamptz, day date, sequence int, name text, personal text[],
      actor text, content text, hash text
    )`.execute(em.getKysely());
}
