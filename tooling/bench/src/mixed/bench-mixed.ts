import {
  fillEvents,
  openSender,
  percentile,
  print,
  printJson,
  printTable,
  startServerProcess,
} from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { sendSteadily } from "../send-steadily.ts";
import { openDashboard } from "./dashboard.ts";

export interface MixedOptions {
  events: number;
  rate: number;
  seconds: number;
  json: boolean;
}

const BATCH_SIZE = 100;

/** @throws unless the numbers of sent, acknowledged and stored events are equal. */
export async function benchMixed({ events, rate, seconds, json }: MixedOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await fillEvents(database.orm, database.url, { count: events, onProgress: print });
  await using server = await startServerProcess({ databaseUrl: database.url });
  using sender = openSender(server.url, [await server.createKey()]);
  const load = openDashboard(server);

  print(`Loading the dashboard with ${events.toLocaleString("en")} events …`);
  await load();
  const idle = await loadUntil(load, sleepFor(Math.min(seconds, 10)));
  print(`Loading it while ${rate.toLocaleString("en")} events per second arrive for ${seconds} seconds …`);
  const sending = sendSteadily(sender, { rate, seconds, batchSize: BATCH_SIZE });
  const busy = await loadUntil(load, sending);
  const { sent, acknowledged, retries, eventsPerSecond } = await sending;

  const [counted] = await database.query<{ count: number }>(
    "select count(*)::int as count from admin_events.events",
  );
  const stored = (counted?.count ?? 0) - events;
  const result = {
    rate,
    eventsPerSecond,
    sent,
    acknowledged,
    stored,
    lost: sent - Math.min(acknowledged, stored),
    retries,
    dashboard: {
      idleP50Ms: percentile(idle, 0.5),
      idleP99Ms: percentile(idle, 0.99),
      busyP50Ms: percentile(busy, 0.5),
      busyP99Ms: percentile(busy, 0.99),
      loads: busy.length,
    },
  };

  printTable([
    { load: "none", loads: idle.length, ...latencies(idle) },
    { load: `${Math.round(eventsPerSecond)} events/s arrive`, loads: busy.length, ...latencies(busy) },
  ]);
  print(
    `${sent.toLocaleString("en")} sent, ${acknowledged.toLocaleString("en")} acknowledged, ${stored.toLocaleString("en")} stored; ${retries} batches retried.`,
  );
  if (json) printJson(result);
  if (result.lost !== 0 || stored !== sent)
    throw new Error("The numbers of sent, acknowledged and stored events differ.");
}

/** Loads the dashboard repeatedly. @returns the milliseconds of each load. */
async function loadUntil(load: () => Promise<void>, end: Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = [];
  let hasEnded = false;
  void end.finally(() => (hasEnded = true));

  while (!hasEnded) {
    const start = performance.now();
    await load();
    milliseconds.push(performance.now() - start);
  }

  return milliseconds;
}

function sleepFor(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function latencies(milliseconds: readonly number[]) {
  return {
    "p50 ms": percentile(milliseconds, 0.5)?.toFixed(1) ?? "–",
    "p99 ms": percentile(milliseconds, 0.99)?.toFixed(1) ?? "–",
  };
}
