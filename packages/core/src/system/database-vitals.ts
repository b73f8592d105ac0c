import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** How the database does now. */
export interface DatabaseVitals {
  /** Of PostgreSQL, like "18.4". */
  version: string;
  /** All of this database on disk. */
  bytes: number;
  /** Connections that are open now, and the most that PostgreSQL allows, over all databases and programs. */
  connections: number;
  mostConnections: number;
  /**
   * For how many seconds the oldest transaction that has written is open: the live feed waits for it. 0 when there is
   * none. Only transactions of this database's own user can be seen.
   */
  horizonLagSeconds: number;
  /** Notes of changed quarter-hours that are not summed up by day yet; usually those of the last second. */
  unmergedDeltas: number;
  /** How long this question took. */
  answeredInMs: number;
}

export async function databaseVitals(em: EntityManager): Promise<DatabaseVitals> {
  const start = performance.now();
  const { rows } = await sql<Omit<DatabaseVitals, "answeredInMs">>`
    select
      split_part(current_setting('server_version'), ' ', 1) as version,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "mostConnections",
      (
        select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8
        from pg_stat_activity
        where backend_xid is not null and datname = current_database()
      ) as "horizonLagSeconds",
      (select count(*)::int from (select 1 from ${tables.eventRollupDeltas} limit 1000000) as notes) as "unmergedDeltas"`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL told nothing of itself.");

  return { ...row, answeredInMs: performance.now() - start };
}
