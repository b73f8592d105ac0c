import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { FeedDelay } from "../events/index.ts";
import { feedDelay } from "../events/index.ts";

export interface DatabaseVitals extends FeedDelay {
  version: string;
  bytes: number;
  /** Open connections of all databases and programs. */
  connections: number;
  maxConnections: number;
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
      ${feedDelay},
      (
        select count(*)::int from (select 1 from ${tables.eventRollupDeltas} limit 1000000) as deltas
      ) as "unmergedDeltas"`.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error("PostgreSQL returned no statistics.");

  return { ...row, latencyMs: performance.now() - start };
}
