import { createRecorder } from "@admin-events/core/usage";
import { print, printJson, printTable, startServerProcess } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { measureUsageQueries } from "./measure-usage-queries.ts";
import type { SiteLatency } from "./measure-recording.ts";
import { measureSite } from "./measure-recording.ts";

export interface UsageOptions {
  requests: number;
  stored: number;
  json: boolean;
}

/** Measures the overhead of recording requests, and the usage queries over many stored requests. */
export async function benchUsage({ requests, stored, json }: UsageOptions): Promise<void> {
  await using database = await createBenchDatabase();
  const site = await measureRecordedSite(database.url, requests);
  const [{ count = 0 } = {}] = await database.query<{ count: number }>(
    "select count(*)::int as count from admin_events.requests",
  );
  const recordNs = measureRecord();

  const toRow = (method: string, { p50, p99, requestsPerSecond }: SiteLatency) => ({
    method,
    "p50 ms": p50.toFixed(3),
    "p99 ms": p99.toFixed(3),
    "requests/s": Math.round(requestsPerSecond),
  });
  printTable([toRow("Express, bare", site.bare), toRow("Express, requests recorded", site.recorded)]);
  print(
    `Recording adds ${(1_000 * (site.recorded.p50 - site.bare.p50)).toFixed(0)} µs at the median; ` +
      `${count.toLocaleString("en")} requests were stored and ${site.dropped} dropped.`,
  );
  print(`Recording a call within the server's own process takes ${Math.round(recordNs)} ns.`);

  print(`\nQuerying thirty days with ${stored.toLocaleString("en")} requests …`);
  await database.query("truncate admin_events.requests");
  const { mergeSeconds, queries } = await measureUsageQueries(database, stored);
  printTable(
    Object.entries(queries).map(([query, { rowsMs, rollupsMs }]) => ({
      query,
      "from rows, ms": rowsMs.toFixed(1),
      "from rollups, ms": rollupsMs.toFixed(1),
      ratio: (rollupsMs / rowsMs).toFixed(3),
    })),
  );
  print(`Merging all rollups took ${mergeSeconds.toFixed(1)} s.`);

  if (json) printJson({ ...site, stored: count, recordNs, mergeSeconds, queries });
}

async function measureRecordedSite(databaseUrl: string, requests: number) {
  await using server = await startServerProcess({ databaseUrl });

  return await measureSite({ analyticsUrl: server.url, key: await server.createKey() }, requests);
}

/** Nanoseconds per recorded request, without writing, which happens in the background. */
function measureRecord(): number {
  const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const calls = 200_000;
  const recorder = createRecorder({ write: () => Promise.resolve(), logger: silentLogger, capacity: calls });
  const request = {
    id: "019cbd1c-5d00-7000-8000-000000000001",
    occurredAt: new Date(),
    method: "query",
    route: "funnel",
    status: 200,
    durationMs: 12,
    errorCode: null,
    userId: null,
    ip: null,
    userAgent: null,
  };

  const start = performance.now();
  for (let call = 0; call < calls; call++) recorder.record(request);

  return ((performance.now() - start) * 1e6) / calls;
}
