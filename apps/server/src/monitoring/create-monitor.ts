import type { FinishedCall, ProcessStats } from "@admin-events/api";
import type { EventsVitals, Flush } from "@admin-events/core/events";
import type { RequestRecorder } from "@admin-events/core/usage";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Registry } from "prom-client";
import { createMetrics } from "./create-metrics.ts";
import { createRecent } from "./rolling-window.ts";

/** Sees what this process does, for `/metrics` and the panel's page about the system. */
export interface Watch extends Disposable {
  noteFlush: (flush: Flush) => void;
  noteAnswer: (call: FinishedCall) => void;
  /** The event system, once it runs. */
  follow: (events: () => EventsVitals) => void;
  /** The recorder of requests, once it runs. */
  followRequests: (requests: Pick<RequestRecorder, "dropped">) => void;
  vitals: () => ProcessStats;
  metrics: Registry;
}

/** Milliseconds from which on a question counts as slow. */
const slow = 1_000;
const mostSlowKept = 10;

export function createWatch(): Watch {
  const stored = createRecent();
  const flushes = createRecent();
  const slowCalls: ProcessStats["slowCalls"] = [];
  const loopDelay = monitorEventLoopDelay({ resolution: 20 });
  loopDelay.enable();
  const forgetting = setInterval(() => loopDelay.reset(), 60_000).unref();
  let events: () => EventsVitals = () => ({ waiting: 0, listeners: 0 });
  let droppedRequests = () => 0;
  const metrics = createMetrics(
    () => events(),
    () => droppedRequests(),
  );

  return {
    metrics: metrics.registry,
    noteFlush(flush) {
      stored.note(flush.stored);
      flushes.note(flush.milliseconds);
      metrics.noteFlush(flush);
    },
    noteAnswer(call) {
      metrics.noteAnswer(call, call.milliseconds >= slow);
      if (call.milliseconds < slow || call.type === "subscription") return;

      slowCalls.unshift({ path: call.path, milliseconds: call.milliseconds, at: new Date().toISOString() });
      slowCalls.length = Math.min(slowCalls.length, mostSlowKept);
    },
    follow(vitals) {
      events = vitals;
    },
    followRequests(requests) {
      droppedRequests = requests.dropped;
    },
    vitals: () => ({
      uptime: process.uptime(),
      residentBytes: process.memoryUsage.rss(),
      eventLoopDelayMs: loopDelay.count > 0 ? loopDelay.percentile(99) / 1e6 : 0,
      storedPerSecond: stored.sum() / 60,
      flushMs: flushes.p95(),
      droppedRequests: droppedRequests(),
      ...events(),
      slowCalls,
    }),
    [Symbol.dispose]() {
      clearInterval(forgetting);
      loopDelay.disable();
    },
  };
}
