import {
  resolveSampleIds,
  openSender,
  print,
  printJson,
  printTable,
  startServerProcess,
} from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import { createBenchDatabase } from "../bench-database.ts";
import { sendSteadily } from "../send-steadily.ts";
import { latencyPercentile, mergeHistograms } from "./histogram.ts";
import type { ListenerProcess } from "./listener-process.ts";
import { startListenerProcess } from "./listener-process.ts";

export interface FeedOptions {
  sockets: number;
  rate: number;
  seconds: number;
  json: boolean;
}

const PROCESS_COUNT = 2;
const BATCHES_PER_SECOND = 100;
const MAX_WAIT_MS = 60_000;
const MEGABYTE = 1024 * 1024;

/** Every socket follows the whole feed, so there are sockets × events deliveries. */
export async function benchFeed({ sockets, rate, seconds, json }: FeedOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await resolveSampleIds(database.orm);
  await using server = await startServerProcess({ databaseUrl: database.url });
  await using stack = new AsyncDisposableStack();
  const listeners = Array.from({ length: PROCESS_COUNT }, () => stack.use(startListenerProcess()));
  using sender = openSender(server.url, [await server.createKey()]);

  const epoch = Date.now();
  const batchSize = Math.ceil(rate / BATCHES_PER_SECOND);
  const events = Math.floor((rate * seconds) / batchSize) * batchSize;
  const shares = listeners.map((_, index) => Math.floor((sockets + index) / PROCESS_COUNT));
  print(`Opening ${sockets.toLocaleString("en")} sockets …`);
  await Promise.all(
    listeners.map((listener, index) =>
      listener.send<"listening">({
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

  print(`Sending ${rate.toLocaleString("en")} events per second for ${seconds} seconds …`);
  const storedAt = new Float64Array(events).fill(Number.NaN);
  const sent = await sendSteadily(sender, {
    rate,
    seconds,
    batchSize,
    onStored: (number) => (storedAt[number] = performance.timeOrigin + performance.now() - epoch),
  });
  await waitForDeliveries(listeners, sent.acknowledged * sockets);

  const summaries = await Promise.all(
    listeners.map((listener) => listener.send<"summary">({ do: "summarize", storedAt })),
  );
  const latencies = mergeHistograms(summaries.map((summary) => summary.latencies));
  const sum = (key: "arrived" | "lost" | "twice" | "resyncs" | "closed") =>
    summaries.reduce((total, summary) => total + summary[key], 0);
  const result = {
    sockets,
    rate,
    eventsPerSecond: sent.eventsPerSecond,
    sent: sent.sent,
    acknowledged: sent.acknowledged,
    deliveries: sum("arrived"),
    p50Ms: latencyPercentile(latencies, 0.5),
    p99Ms: latencyPercentile(latencies, 0.99),
    lost: sum("lost"),
    twice: sum("twice"),
    resyncs: sum("resyncs"),
    socketsClosed: sum("closed"),
    serverIdleMb: Math.round(idleBytes / MEGABYTE),
    serverPeakMb: Math.round(server.peakResidentBytes() / MEGABYTE),
  };

  printTable(Object.entries(result).map(([measure, value]) => ({ measure, value: format(value) })));
  if (json) printJson(result);
}

/** Waits until all events have arrived, or none has for five seconds. */
async function waitForDeliveries(listeners: readonly ListenerProcess[], expected: number): Promise<void> {
  const giveUpAt = Date.now() + MAX_WAIT_MS;
  let before = 0;
  let quietSince = Date.now();

  while (Date.now() < giveUpAt && Date.now() - quietSince < 5_000) {
    const counts = await Promise.all(listeners.map((listener) => listener.send<"count">({ do: "count" })));
    const arrived = counts.reduce((sum, count) => sum + count.arrived, 0);
    if (arrived >= expected) return;

    if (arrived > before) quietSince = Date.now();
    before = arrived;
    await sleep(250);
  }
}

function format(value: number | null): string {
  if (value === null) return "–";

  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}
