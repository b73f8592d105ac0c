import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { isActivity, isoTime } from "../../events/index.ts";
import { prunedAction } from "../../data-retention/index.ts";
import type { Seal } from "./chain-entry.ts";
import { actorHash, actorTables, contentOf } from "./hashed-columns.ts";
import { tables } from "@admin-events/db";

/** A seal beside what is stored now under its id. Without `isThere` nothing is, and the rest says nothing. */
export interface Comparison extends Seal {
  hash: string;
  isThere: boolean;
  storedContent: string;
  isNobodys: boolean;
  storedActor: string | null;
  isPruned: boolean;
}

const batchSize = 2_000;

/** Of each name, when its latest pruned entry can have happened at most. */
const prunedUntil = sql`
  select event.resource_id as name, max(event.metadata ->> 'before')::timestamptz as before
  from ${tables.events} as event
  where event.name_id = (select id from ${tables.eventNames} where name = ${prunedAction}) and ${isActivity}
    and event.metadata ->> 'before' ~ '^20\\d\\d-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d[.]\\d{3}Z$'
  group by 1`;

/** The seals of a day in order, each beside its entry. */
export async function* compareDay(em: EntityManager, day: string): AsyncGenerator<Comparison> {
  for (let after = 0; ;) {
    const { rows } = await sql<Comparison>`
      select
        seal.event_id as "eventId", seal.day::text, seal.sequence, seal.name, seal.personal,
        ${isoTime(sql`seal.occurred_at`)} as "occurredAt",
        encode(seal.actor, 'hex') as actor, encode(seal.content, 'hex') as content, encode(seal.hash, 'hex') as hash,
        event.id is not null as "isThere", event.user_id is null as "isNobodys",
        ${contentOf(sql`seal.personal`)} as "storedContent", ${actorHash} as "storedActor",
        coalesce(seal.occurred_at < pruned.before, false) as "isPruned"
      from ${tables.activityChainEntries} as seal
      left join ${tables.events} as event on event.id = seal.event_id
      left join ${tables.eventNames} on event_names.id = event.name_id
      ${actorTables}
      left join (${prunedUntil}) as pruned on pruned.name = seal.name
      where seal.day = ${day}::date and seal.sequence > ${after}
      order by seal.sequence limit ${batchSize}`.execute(em.getKysely());
    const last = rows.at(-1);
    if (!last) return;

    yield* rows;
    after = last.sequence;
  }
}
