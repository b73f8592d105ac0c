import type { FinishedCall } from "@admin-events/api";
import type { EventsVitals, Flush } from "@admin-events/core/events";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Prometheus metrics of this process. */
export interface Metrics {
  registry: Registry;
  recordFlush: (flush: Flush) => void;
  recordCall: (call: FinishedCall, isSlow: boolean) => void;
}

const PREFIX = "admin_events_";

interface Sources {
  getEventsStats: () => EventsVitals;
  getDroppedRequests: () => number;
  getRejectedItems: () => number;
}

export function createMetrics({ getEventsStats, getDroppedRequests, getRejectedItems }: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: PREFIX });

  const stored = new Counter({
    name: `${PREFIX}stored_total`,
    help: "Events stored since the process started.",
    registers,
  });
  const flushTime = new Histogram({
    name: `${PREFIX}flush_seconds`,
    help: "Time to store a batch of events, including the commit.",
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const calls = new Histogram({
    name: `${PREFIX}call_seconds`,
    help: "Duration of API calls.",
    labelNames: ["procedure", "outcome"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const slowCalls = new Counter({
    name: `${PREFIX}slow_calls_total`,
    help: "API calls that took longer than a second.",
    labelNames: ["procedure"],
    registers,
  });

  new Gauge({
    name: `${PREFIX}waiting_events`,
    help: "Events waiting to be stored. From 10,000, senders get 429.",
    registers,
    collect() {
      this.set(getEventsStats().waiting);
    },
  });
  new Gauge({
    name: `${PREFIX}oldest_waiting_event_seconds`,
    help: "How long the oldest waiting event has been waiting. From 5, /readyz answers 503.",
    registers,
    collect() {
      this.set(getEventsStats().oldestWaitingSeconds);
    },
  });
  new Gauge({
    name: `${PREFIX}feed_listeners`,
    help: "Open subscriptions to the live feed.",
    registers,
    collect() {
      this.set(getEventsStats().listeners);
    },
  });
  new Counter({
    name: `${PREFIX}rejected_items_total`,
    help: "Invalid items, which were not stored. Events › Rejected lists them.",
    registers,
    collect() {
      this.reset();
      this.inc(getRejectedItems());
    },
  });
  new Counter({
    name: `${PREFIX}dropped_requests_total`,
    help: "Requests not recorded: the queue was full or the database unavailable.",
    registers,
    collect() {
      this.reset();
      this.inc(getDroppedRequests());
    },
  });

  return {
    registry,
    recordFlush({ stored: count, milliseconds }) {
      stored.inc(count);
      flushTime.observe(milliseconds / 1000);
    },
    recordCall({ path, type, outcome, milliseconds }, isSlow) {
      // Subscriptions have no meaningful duration.
      if (type === "subscription") return;

      calls.observe({ procedure: path, outcome }, milliseconds / 1000);
      if (isSlow) slowCalls.inc({ procedure: path });
    },
  };
}
