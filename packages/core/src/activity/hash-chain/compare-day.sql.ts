import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { PRUNED_ACTION } from "../../data-retention/index.ts";
import { isActivity, isoTime } from "../../events/index.ts";
import type { ChainEntry } from "./chain-entry.ts";
import { actorHash, actorTables, hashContent, saltTables } from "./hashed-columns.sql.ts";

/** A chain entry and the activity that is stored now. Only `isStored` and `isPruned` apply if there is none. */
export interface ComparedEntry extends ChainEntry {
  hash: string;
  isStored: boolean;
  /** Whether a logged prune may have deleted the activity. */
  isPruned: boolean;
  storedContent: string;
  /** What the last erasure that removed personal data from the activity left, as a hash; null if none did. */
  erasedContent: string | null;
  storedActor: string | null;
  hasNoActor: boolean;
}

const BATCH_SIZE = 2_000;

/** The time before which a logged prune may have deleted events, by name. */
const prunedNames = sql`
  select event.resource_id as name, max(event.metadata ->> 'before')::timestamptz as before
  from ${tables.events} as event
  where event.name_id = (select id from ${tables.eventNames} where name = ${PRUNED_ACTION} and is_activity) and ${isActivity}
    and event.metadata ->> 'before' ~ '^20\\d\\d-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d[.]\\d{3}Z$'
  group by 1`;

/** Reads the chain entries of a day in order, with their activities. */
export async function* compareDay(em: EntityManager, day: string): AsyncGenerator<ComparedEntry> {
  for (let after = 0; ;) {
    const { rows } = await sql<ComparedEntry>`
      select
        entry.event_id as "eventId", entry.day::text, entry.sequence, entry.name, entry.personal,
        ${isoTime(sql`entry.occurred_at`)} as "occurredAt",
        encode(entry.actor, 'hex') as actor, encode(entry.content, 'hex') as content,
        encode(entry.hash, 'hex') as hash,
        event.id is not null as "isStored", event.user_id is null as "hasNoActor",
        ${hashContent(sql`entry.personal`)} as "storedContent", ${actorHash} as "storedActor",
        encode(erasure.content, 'hex') as "erasedContent",
        coalesce(entry.occurred_at < pruned.before, false) as "isPruned"
      from ${tables.activityChainEntries} as entry
      left join ${tables.events} as event on event.id = entry.event_id
      left join ${tables.eventNames} on event_names.id = event.name_id
      ${actorTables}
      ${saltTables}
      left join lateral (
        select content from ${tables.activityChainErasures} as erasure
        where erasure.event_id = entry.event_id order by erasure.erasure_id desc limit 1
      ) as erasure on true
      left join (${prunedNames}) as pruned on pruned.name = entry.name
      where entry.day = ${day}::date and entry.sequence > ${after}
      order by entry.sequence limit ${BATCH_SIZE}`.execute(em.getKysely());
    const last = rows.at(-1);
    if (!last) return;

    yield* rows;
    after = last.sequence;
  }
}
