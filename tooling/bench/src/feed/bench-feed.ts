import { resolveSampleIds, openSender, print, printJson, printTable, startServerProcess } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import { createBenchDatabase } from "../bench-database.ts";
import { sendSteadily } from "../send-steadily.ts";
import { latencyAt, merged } from "./histogram.ts";
import type { ListenerProcess } from "./listener-process.ts";
import { startListenerProcess } from "./listener-process.ts";

export interface FeedOptions {
  sockets: number;
  rate: number;
  seconds: number;
  json: boolean;
}

const processes = 2;
const batchesPerSecond = 100;
const longestWait = 60_000;
const megabyte = 1024 * 1024;

/** Every socket follows the whole feed: so many deliveries a second as sockets times events. */
export async function benchFeed({ sockets, rate, seconds, json }: FeedOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await resolveSampleIds(database.orm);
  await using server = await startServerProcess({ databaseUrl: database.url });
  await using stack = new AsyncDisposableStack();
  const listeners = Array.from({ length: processes }, () => stack.use(startListenerProcess()));
  using door = openSender(server.url, [await server.createKey()]);

  const epoch = Date.now();
  const batchSize = Math.ceil(rate / batchesPerSecond);
  const events = Math.floor((rate * seconds) / batchSize) * batchSize;
  const shares = listeners.map((_, index) => Math.floor((sockets + index) / processes));
  print(`Opening ${sockets.toLocaleString("en")} sockets …`);
  await Promise.all(
    listeners.map((listener, index) =>
      listener.order<"listening">({
        do: "listen",
        url: server.url,
        cookie: server.cookie,
        sockets: shares[index] ?? 0,
        events,
        epoch,
      }),
    ),
  );
  const idleBytes = server.peakResidentBytes();

  print(`Sending ${rate.toLocaleString("en")} events a second for ${seconds} seconds …`);
  const storedAt = new Float64Array(events).fill(Number.NaN);
  const sent = await sendSteadily(door, {
    rate,
    seconds,
    batchSize,
    onStored: (number) => (storedAt[number] = performance.timeOrigin + performance.now() - epoch),
  });
  await untilAllArrived(listeners, sent.acknowledged * sockets);

  const summaries = await Promise.all(
    listeners.map((listener) => listener.order<"summary">({ do: "sum up", storedAt })),
  );
  const latencies = merged(summaries.map((summary) => summary.latencies));
  const sum = (key: "arrived" | "lost" | "twice" | "resyncs" | "closed") =>
    summaries.reduce((total, summary) => total + summary[key], 0);
  const result = {
    sockets,
    rate,
    eventsPerSecond: sent.eventsPerSecond,
    sent: sent.sent,
    acknowledged: sent.acknowledged,
    deliveries: sum("arrived"),
    p50Ms: latencyAt(latencies, 0.5),
    p99Ms: latencyAt(latencies, 0.99),
    lost: sum("lost"),
    twice: sum("twice"),
    resyncs: sum("resyncs"),
    socketsClosed: sum("closed"),
    serverIdleMb: Math.round(idleBytes / megabyte),
    serverPeakMb: Math.round(server.peakResidentBytes() / megabyte),
  };

  printTable(Object.entries(result).map(([measure, value]) => ({ measure, value: shown(value) })));
  if (json) printJson(result);
}

/** Waits until everything has arrived, or nothing has for five seconds. */
async function untilAllArrived(listeners: readonly ListenerProcess[], expected: number): Promise<void> {
  const giveUpAt = Date.now() + longestWait;
  let before = 0;
  let quietSince = Date.now();

  while (Date.now() < giveUpAt && Date.now() - quietSince < 5_000) {
    const counts = await Promise.all(listeners.map((listener) => listener.order<"count">({ do: "count" })));
    const arrived = counts.reduce((sum, count) => sum + count.arrived, 0);
    if (arrived >= expected) return;

    if (arrived > before) quietSince = Date.now();
    before = arrived;
    await sleep(250);
  }
}

function shown(value: number | null): string {
  if (value === null) return "–";

  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}
