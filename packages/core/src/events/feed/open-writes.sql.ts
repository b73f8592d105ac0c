import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { feedHorizon } from "./feed-horizon.sql.ts";

/** A transaction of this database that has written and is open, so that the live feed waits for it. */
export interface OpenWrite {
  /** For `pg_terminate_backend(pid)`; null for a prepared transaction. */
  pid: number | null;
  /** For `rollback prepared`; null for a running transaction. */
  preparedAs: string | null;
  application: string;
  role: string;
  /** Seconds since it began; null if the role may not see that. Grant it pg_read_all_stats. */
  seconds: number | null;
}

export interface FeedDelay {
  /** How long the oldest stored event has been waiting to appear in the live feed. 0 for none. */
  horizonLagSeconds: number;
  /** Oldest first; at most 5. The live feed waits for the first, usually for milliseconds. */
  openWrites: OpenWrite[];
}

const MAX_OPEN_WRITES = 5;

/** Every transaction holds a lock on its own number, which all roles may see. A prepared one has no process. */
const openWrites = sql`
  select coalesce(jsonb_agg(to_jsonb(write) - 'age' order by write.age desc), '[]')
  from (
    select
      held.pid, prepared.gid as "preparedAs",
      coalesce(activity.application_name, '') as application,
      coalesce(activity.usename, prepared.owner, '')::text as role,
      extract(epoch from clock_timestamp() - coalesce(activity.xact_start, prepared.prepared))::float8 as seconds,
      age(held.transactionid) as age
    from pg_locks as held
    left join pg_stat_activity as activity on activity.pid = held.pid
    left join pg_prepared_xacts as prepared on prepared.transaction = held.transactionid
    where held.locktype = 'transactionid' and held.mode = 'ExclusiveLock' and held.granted
      and coalesce(activity.datname, prepared.database) = current_database()
      -- Not those of savepoints.
      and held.transactionid in (select xid::xid from pg_snapshot_xip(pg_current_snapshot()) as running(xid))
    order by age(held.transactionid) desc
    limit ${MAX_OPEN_WRITES}
  ) as write`;

/** Both columns of {@link FeedDelay}, for a `select` without tables. */
export const feedDelay = sql`
  greatest(0, coalesce(extract(epoch from clock_timestamp() - (
    select received_at from ${tables.events} where xid >= (${feedHorizon}) order by xid limit 1
  )), 0))::float8 as "horizonLagSeconds",
  (${openWrites}) as "openWrites"`;

export async function getFeedDelay(em: EntityManager): Promise<FeedDelay> {
  const { rows } = await sql<FeedDelay>`select ${feedDelay}`.execute(em.getKysely());

  return rows[0] ?? { horizonLagSeconds: 0, openWrites: [] };
}
