import type { Features } from "@admin-events/catalog";
import {
  getUsageEndpoints,
  getUsageOverview,
  getUsageTrends,
  getUsageUsers,
  mergeRequestRollups,
} from "@admin-events/core/usage";
import { percentile } from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";

export interface UsageQueriesMeasured {
  /** Seconds to merge all hourly rollups. */
  mergeSeconds: number;
  /** Median milliseconds of five runs, by query: from the rows, and from the rollups. */
  queries: Record<string, { rowsMs: number; rollupsMs: number }>;
}

const DAYS = 30;
const ROUTE_COUNT = 40;
const USER_COUNT = 20_000;
const REPETITIONS = 5;
const features: Features = [{ prefix: "/api", feature: "API" }];

/** Measures the four usage queries over thirty days of requests, before and after the rollups are merged. */
export async function measureUsageQueries(
  database: BenchDatabase,
  requests: number,
): Promise<UsageQueriesMeasured> {
  await fill(database, requests);
  const fromRows = await runAll(database);

  const start = performance.now();
  await mergeRequestRollups(database.orm.em.fork());
  const mergeSeconds = (performance.now() - start) / 1000;
  await database.query("vacuum analyze");
  const fromRollups = await runAll(database);

  return {
    mergeSeconds,
    queries: Object.fromEntries(
      Object.entries(fromRows).map(([name, rowsMs]) => [name, { rowsMs, rollupsMs: fromRollups[name] ?? 0 }]),
    ),
  };
}

async function fill({ query }: BenchDatabase, requests: number): Promise<void> {
  await query(`
    insert into admin_events.users (external_id) select 'reader_' || number from generate_series(1, ${USER_COUNT}) as number`);
  await query(`
    insert into admin_events.request_routes (method, route) select 'GET', '/api/r' || n from generate_series(1, ${ROUTE_COUNT}) as n`);
  await query(`
    insert into admin_events.requests (id, occurred_at, route_id, user_id, duration_ms, status)
    select
      gen_random_uuid(), now() - random() * interval '${DAYS} days',
      (select min(id) from admin_events.request_routes) + floor(${ROUTE_COUNT} * power(random(), 2))::int,
      (select max(id) from admin_events.users) - floor(${USER_COUNT} * power(random(), 2))::int,
      exp(2 + random_normal()), case when random() < 0.98 then 200 else 404 end
    from generate_series(1, ${requests})`);
  await query("vacuum analyze");
}

async function runAll({ orm }: BenchDatabase): Promise<Record<string, number>> {
  const createContext = () => ({ em: orm.em.fork(), timeZone: "UTC", now: new Date() });
  const queries = {
    overview: () => getUsageOverview(createContext()),
    trends: () => getUsageTrends(createContext()),
    endpoints: () => getUsageEndpoints(createContext(), features),
    users: () => getUsageUsers(createContext()),
  };

  const medians: Record<string, number> = {};
  for (const [name, run] of Object.entries(queries)) {
    const times: number[] = [];
    for (let time = 0; time < REPETITIONS; time++) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
    medians[name] = percentile(times, 0.5) ?? 0;
  }
  return medians;
}
