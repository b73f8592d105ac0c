import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

export interface DatabaseVitals {
  /** The version of PostgreSQL, like "18.4". */
  version: string;
  bytes: number;
  /** Open connections of all databases and programs. */
  connections: number;
  maxConnections: number;
  /**
   * The age of the oldest open transaction that has written, which holds back the live feed. 0 for none. Only
   * transactions of this database's user are visible.
   */
  horizonLagSeconds: number;
  /** Rollup deltas that are not merged yet, usually those of the last second. */
  unmergedDeltas: number;
  latencyMs: number;
}

export async function getDatabaseVitals(em: EntityManager): Promise<DatabaseVitals> {
  const start = performance.now();
  const { rows } = await sql<Omit<DatabaseVitals, "latencyMs">>`
    select
      split_part(current_setting('server_version'), ' ', 1) as version,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "maxConnections",
      (
        select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8
        from pg_stat_activity
        where backend_xid is not null and datname = current_database()
      ) as "horizonLagSeconds",
      (
        select count(*)::int from (select 1 from ${tables.eventRollupDeltas} limit 1000000) as deltas
      ) as "unmergedDeltas"`.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL returned no statistics.");

  return { ...row, latencyMs: performance.now() - start };
}
