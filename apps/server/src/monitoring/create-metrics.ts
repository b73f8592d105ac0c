import type { FinishedCall } from "@admin-events/api";
import type { EventsVitals, Flush } from "@admin-events/core/events";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** The figures of this process in the form of Prometheus. */
export interface Metrics {
  registry: Registry;
  noteFlush: (flush: Flush) => void;
  noteAnswer: (call: FinishedCall, isSlow: boolean) => void;
}

const prefix = "admin_events_";

/** `droppedRequests` tells how many requests were not recorded since the process started. */
export function createMetrics(events: () => EventsVitals, droppedRequests: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix });

  const stored = new Counter({
    name: `${prefix}stored_total`,
    help: "Events stored since the process started; its rate is the rate of ingest.",
    registers,
  });
  const flushTime = new Histogram({
    name: `${prefix}flush_seconds`,
    help: "How long a statement that stores events takes, its commit included.",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const calls = new Histogram({
    name: `${prefix}call_seconds`,
    help: "How long calls of the API take.",
    labelNames: ["procedure", "outcome"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const slowCalls = new Counter({
    name: `${prefix}slow_calls_total`,
    help: "Calls of the API that took longer than a second.",
    labelNames: ["procedure"],
    registers,
  });

  new Gauge({
    name: `${prefix}waiting_events`,
    help: "Events that wait to be stored; from 10,000 on senders are turned away.",
    registers,
    collect() {
      this.set(events().waiting);
    },
  });
  new Gauge({
    name: `${prefix}feed_listeners`,
    help: "Live feeds that somebody follows.",
    registers,
    collect() {
      this.set(events().listeners);
    },
  });
  new Counter({
    name: `${prefix}dropped_requests_total`,
    help: "Requests that were not recorded, because too many waited or the database took none.",
    registers,
    collect() {
      this.reset();
      this.inc(droppedRequests());
    },
  });

  return {
    registry,
    noteFlush({ stored: count, milliseconds }) {
      stored.inc(count);
      flushTime.observe(milliseconds / 1000);
    },
    noteAnswer({ path, type, outcome, milliseconds }, isSlow) {
      // A subscription lasts as long as somebody looks.
      if (type === "subscription") return;

      calls.observe({ procedure: path, outcome }, milliseconds / 1000);
      if (isSlow) slowCalls.inc({ procedure: path });
    },
  };
}
