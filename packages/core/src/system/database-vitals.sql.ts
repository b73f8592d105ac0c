import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

export interface DatabaseVitals {
  version: string;
  bytes: number;
  /** Open connections of all databases and programs. */
  connections: number;
  maxConnections: number;
  /** How long the oldest stored event has been waiting to appear in the live feed. 0 for none. */
  horizonLagSeconds: number;
  /** Of all databases of the cluster, oldest first; at most 5. The live feed waits for the first, usually for milliseconds. */
  openWrites: OpenWrite[];
  /** Rollup deltas that are not merged yet, usually those of the last second. */
  unmergedDeltas: number;
  latencyMs: number;
}

/** A transaction that holds back the live feed, as it counts for the whole PostgreSQL cluster. */
export interface OpenWrite {
  /** For `pg_terminate_backend(pid)`; null for a prepared transaction. */
  pid: number | null;
  /** For `rollback prepared`; null for a running transaction. */
  preparedAs: string | null;
  database: string;
  application: string;
  /** Seconds since it began; null if the role may not see that. Grant it pg_read_all_stats. */
  seconds: number | null;
}

/** Whether this server accepts writes: it is no standby, and its sessions are not read-only. */
export async function canWrite(em: EntityManager): Promise<boolean> {
  const { rows } = await sql<{ canWrite: boolean }>`
    select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as "canWrite"`.execute(
    em.getKysely(),
  );

  return rows[0]?.canWrite ?? false;
}

const MAX_OPEN_WRITES = 5;

/** Every transaction holds a lock on its own number, which all roles may see. A prepared one has no process. */
const openWrites = sql`
  select coalesce(jsonb_agg(to_jsonb(write) - 'age' order by write.age desc), '[]')
  from (
    select
      held.pid, prepared.gid as "preparedAs",
      coalesce(activity.datname, prepared.database, '')::text as database,
      coalesce(activity.application_name, '') as application,
      extract(epoch from clock_timestamp() - coalesce(activity.xact_start, prepared.prepared))::float8 as seconds,
      age(held.transactionid) as age
    from pg_locks as held
    left join pg_stat_activity as activity on activity.pid = held.pid
    left join pg_prepared_xacts as prepared on prepared.transaction = held.transactionid
    where held.locktype = 'transactionid' and held.mode = 'ExclusiveLock' and held.granted
    order by age(held.transactionid) desc
    limit ${MAX_OPEN_WRITES}
  ) as write`;

export async function getDatabaseVitals(em: EntityManager): Promise<DatabaseVitals> {
  const start = performance.now();
  const { rows } = await sql<Omit<DatabaseVitals, "latencyMs">>`
    select
      split_part(current_setting('server_version'), ' ', 1) as version,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "maxConnections",
      greatest(0, coalesce(extract(epoch from clock_timestamp() - (
        select received_at from ${tables.events}
        where xid >= pg_snapshot_xmin(pg_current_snapshot()) order by xid limit 1
      )), 0))::float8 as "horizonLagSeconds",
      (${openWrites}) as "openWrites",
      (
        select count(*)::int from (select 1 from ${tables.eventRollupDeltas} limit 1000000) as deltas
      ) as "unmergedDeltas"`.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL returned no statistics.");

  return { ...row, latencyMs: performance.now() - start };
}
