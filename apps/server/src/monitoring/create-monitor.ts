import type { FinishedCall, ProcessStats } from "@admin-events/api";
import type { Loop } from "@admin-events/core/background";
import type { EventsVitals, Flush } from "@admin-events/core/events";
import type { RejectionRecorder } from "@admin-events/core/rejections";
import type { RequestRecorder } from "@admin-events/core/usage";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Registry } from "prom-client";
import { createMetrics } from "./create-metrics.ts";
import { createRollingWindow } from "./rolling-window.ts";

/** Statistics of this process, for `/metrics` and the panel's System page. */
export interface Monitor extends Disposable {
  recordFlush: (flush: Flush) => void;
  recordCall: (call: FinishedCall) => void;
  observeEvents: (getStats: () => EventsVitals) => void;
  observeRecorder: (recorder: Pick<RequestRecorder, "dropped">) => void;
  observeRejections: (recorder: Pick<RejectionRecorder, "getTotal">) => void;
  observeLoops: (loops: readonly Pick<Loop, "getStatus">[]) => void;
  getStats: () => ProcessStats;
  metrics: Registry;
}

const SLOW_CALL_MS = 1_000;
const MAX_SLOW_CALLS = 10;

export function createMonitor(): Monitor {
  const stored = createRollingWindow();
  const flushes = createRollingWindow();
  const slowCalls: ProcessStats["slowCalls"] = [];
  const loopDelay = monitorEventLoopDelay({ resolution: 20 });
  loopDelay.enable();
  const resetting = setInterval(() => loopDelay.reset(), 60_000).unref();
  let getEventsStats: () => EventsVitals = () => ({
    waiting: 0,
    oldestWaitingSeconds: 0,
    lastFailureSeconds: null,
    listeners: 0,
    isNotified: false,
  });
  let getDroppedRequests = () => 0;
  let getRejectedItems = () => 0;
  let loops: readonly Pick<Loop, "getStatus">[] = [];
  const metrics = createMetrics({
    getEventsStats: () => getEventsStats(),
    getDroppedRequests: () => getDroppedRequests(),
    getRejectedItems: () => getRejectedItems(),
  });

  return {
    metrics: metrics.registry,
    recordFlush(flush) {
      stored.add(flush.stored);
      flushes.add(flush.milliseconds);
      metrics.recordFlush(flush);
    },
    recordCall(call) {
      metrics.recordCall(call, call.milliseconds >= SLOW_CALL_MS);
      if (call.milliseconds < SLOW_CALL_MS || call.type === "subscription") return;

      slowCalls.unshift({ path: call.path, milliseconds: call.milliseconds, at: new Date().toISOString() });
      slowCalls.length = Math.min(slowCalls.length, MAX_SLOW_CALLS);
    },
    observeEvents(getStats) {
      getEventsStats = getStats;
    },
    observeRecorder(recorder) {
      getDroppedRequests = recorder.dropped;
    },
    observeRejections(recorder) {
      getRejectedItems = recorder.getTotal;
    },
    observeLoops(observed) {
      loops = observed;
    },
    getStats: () => ({
      uptime: process.uptime(),
      residentBytes: process.memoryUsage.rss(),
      eventLoopDelayMs: loopDelay.count > 0 ? loopDelay.percentile(99) / 1e6 : 0,
      storedPerSecond: stored.sum() / 60,
      flushMs: flushes.p95(),
      droppedRequests: getDroppedRequests(),
      rejectedItems: getRejectedItems(),
      ...getEventsStats(),
      loops: loops.map(({ getStatus }) => getStatus()),
      slowCalls,
    }),
    [Symbol.dispose]() {
      clearInterval(resetting);
      loopDelay.disable();
    },
  };
}
