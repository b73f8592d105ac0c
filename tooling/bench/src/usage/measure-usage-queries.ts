import type { Features } from "@admin-events/catalog";
import { endpoints, mergeRequestRollups, overview, trends, users } from "@admin-events/core/usage";
import { percentile } from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";

export interface ReadingsMeasured {
  /** Seconds to sum all hours up. */
  mergeSeconds: number;
  /** Milliseconds, median of five, by the name of the reading: from the rows, and from the hours that are summed up. */
  readings: Record<string, { rowsMs: number; hoursMs: number }>;
}

const days = 30;
const routes = 40;
const people = 20_000;
const repetitions = 5;
const features: Features = [{ prefix: "/api", feature: "API" }];

/** The four readings over thirty days that hold so many requests, before and after the hours are summed up. */
export async function measureReadings(database: BenchDatabase, requests: number): Promise<ReadingsMeasured> {
  await fill(database, requests);
  const fromRows = await readAll(database);

  const start = performance.now();
  await mergeRequestRollups(database.orm.em.fork());
  const mergeSeconds = (performance.now() - start) / 1000;
  await database.query("vacuum analyze");
  const fromHours = await readAll(database);

  return {
    mergeSeconds,
    readings: Object.fromEntries(
      Object.entries(fromRows).map(([name, rowsMs]) => [name, { rowsMs, hoursMs: fromHours[name] ?? 0 }]),
    ),
  };
}

async function fill({ query }: BenchDatabase, requests: number): Promise<void> {
  await query(`
    insert into admin_events.users (external_id) select 'reader_' || number from generate_series(1, ${people}) as number`);
  await query(`
    insert into admin_events.request_routes (method, route) select 'GET', '/api/r' || n from generate_series(1, ${routes}) as n`);
  await query(`
    insert into admin_events.requests (id, occurred_at, route_id, user_id, duration_ms, status)
    select
      gen_random_uuid(), now() - random() * interval '${days} days',
      (select min(id) from admin_events.request_routes) + floor(${routes} * power(random(), 2))::int,
      (select max(id) from admin_events.users) - floor(${people} * power(random(), 2))::int,
      exp(2 + random_normal()), case when random() < 0.98 then 200 else 404 end
    from generate_series(1, ${requests})`);
  await query("vacuum analyze");
}

async function readAll({ orm }: BenchDatabase): Promise<Record<string, number>> {
  const source = () => ({ em: orm.em.fork(), timeZone: "UTC", now: new Date() });
  const readings = {
    overview: () => overview(source()),
    trends: () => trends(source()),
    endpoints: () => endpoints(source(), features),
    users: () => users(source()),
  };

  const medians: Record<string, number> = {};
  for (const [name, read] of Object.entries(readings)) {
    const times: number[] = [];
    for (let time = 0; time < repetitions; time++) {
      const start = performance.now();
      await read();
      times.push(performance.now() - start);
    }
    medians[name] = percentile(times, 0.5) ?? 0;
  }
  return medians;
}
