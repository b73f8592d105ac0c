import { createRecorder } from "@admin-events/core/usage";
import { print, printJson, printTable, startServerProcess } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { measureReadings } from "./measure-usage-queries.ts";
import type { SiteLatency } from "./measure-recording.ts";
import { measureSite } from "./measure-recording.ts";

export interface UsageOptions {
  requests: number;
  stored: number;
  json: boolean;
}

/** What recording costs a request, and how fast the readings are over many of them. */
export async function benchUsage({ requests, stored, json }: UsageOptions): Promise<void> {
  await using database = await createBenchDatabase();
  const site = await measureRecordedSite(database.url, requests);
  const [{ count = 0 } = {}] = await database.query<{ count: number }>(
    "select count(*)::int as count from admin_events.requests",
  );
  const recordNs = measureRecord();

  const row = (way: string, { p50, p99, requestsPerSecond }: SiteLatency) => ({
    way,
    "p50 ms": p50.toFixed(3),
    "p99 ms": p99.toFixed(3),
    "requests/s": Math.round(requestsPerSecond),
  });
  printTable([row("Express, bare", site.bare), row("Express, requests recorded", site.recorded)]);
  print(
    `Recording adds ${(1_000 * (site.recorded.p50 - site.bare.p50)).toFixed(0)} µs at the median; ` +
      `${count.toLocaleString("en")} requests are stored, ${site.dropped} were dropped.`,
  );
  print(`Within the server's own process, recording a call takes ${Math.round(recordNs)} ns.`);

  print(`\nReading thirty days that hold ${stored.toLocaleString("en")} requests …`);
  await database.query("truncate admin_events.requests");
  const { mergeSeconds, readings } = await measureReadings(database, stored);
  printTable(
    Object.entries(readings).map(([reading, { rowsMs, hoursMs }]) => ({
      reading,
      "from rows, ms": rowsMs.toFixed(1),
      "from hours, ms": hoursMs.toFixed(1),
      ratio: (hoursMs / rowsMs).toFixed(3),
    })),
  );
  print(`Summing all hours up took ${mergeSeconds.toFixed(1)} s.`);

  if (json) printJson({ ...site, stored: count, recordNs, mergeSeconds, readings });
}

async function measureRecordedSite(databaseUrl: string, requests: number) {
  await using server = await startServerProcess({ databaseUrl });

  return await measureSite({ analyticsUrl: server.url, key: await server.createKey() }, requests);
}

/** Nanoseconds for each call that takes note of a request; writing is left out, since nobody waits for it. */
function measureRecord(): number {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const calls = 200_000;
  const recorder = createRecorder({ write: () => Promise.resolve(), logger: silent, capacity: calls });
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
