import type { DatabaseVitals } from "@admin-events/core/system";
import type { HandlerStatus, InboxStatus } from "@admin-events/core/events";
import type { RequestHandler } from "express";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import { Gauge } from "prom-client";
import { getBearerToken } from "../auth/authorize-key.ts";

export interface MetricsDeps {
  token: string;
  metrics: Registry;
  getDatabaseStats: () => Promise<{
    database: DatabaseVitals;
    inbox: InboxStatus;
    handlers: HandlerStatus[];
  }>;
}

/** `GET /metrics`: Prometheus metrics of this process and its database. Requires the token. */
export function createMetricsRoute({ token, metrics, getDatabaseStats }: MetricsDeps): RequestHandler {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `admin_events_${name}`, help, labelNames, registers: [metrics] });
  const isUp = gauge("database_up", "1 if the database is available, otherwise 0.");
  const horizonLag = gauge(
    "horizon_lag_seconds",
    "How long the oldest stored event has been waiting to appear in the live feed.",
  );
  const openWrites = gauge(
    "open_write_seconds",
    "Age of the oldest open transaction of this database that has written. The live feed waits for it. 0 for none.",
  );
  const bytes = gauge("database_bytes", "Size of the database on disk.");
  const connections = gauge(
    "database_connections",
    "Open connections to PostgreSQL, including other programs.",
  );
  const unmergedDeltas = gauge("unmerged_deltas", "Rollup deltas that are not merged yet.");
  const inboxWaiting = gauge(
    "inbox_waiting_events",
    "Events of committed transactions that are not stored yet.",
  );
  const inboxOldest = gauge(
    "inbox_oldest_waiting_event_seconds",
    "How long ago the oldest event of a committed transaction that is not stored yet was tracked.",
  );
  const inboxRejected = gauge(
    "inbox_rejected_events",
    "Events of committed transactions that were rejected and are kept. Events › Rejected lists them.",
  );
  const jobs = gauge("handler_jobs", "Events that durable handlers have not handled yet.", [
    "handler",
    "state",
  ]);

  async function refresh(): Promise<void> {
    try {
      const { database, inbox, handlers } = await getDatabaseStats();
      isUp.set(1);
      horizonLag.set(database.horizonLagSeconds);
      openWrites.set(database.openWrites[0]?.seconds ?? 0);
      bytes.set(database.bytes);
      connections.set(database.connections);
      unmergedDeltas.set(database.unmergedDeltas);
      inboxWaiting.set(inbox.waiting);
      inboxOldest.set(inbox.oldestWaitingSeconds);
      inboxRejected.set(inbox.rejected);
      jobs.reset();
      for (const { name: handler, pending, failing, deadLetters } of handlers) {
        jobs.set({ handler, state: "pending" }, pending);
        jobs.set({ handler, state: "failing" }, failing);
        jobs.set({ handler, state: "dead_letter" }, deadLetters);
      }
    } catch {
      // The metrics of the process are still valid.
      isUp.set(0);
    }
  }

  return async (request, response) => {
    if (!isEqual(getBearerToken(request.headers.authorization) ?? "", token)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      response.status(401).json({
        error: { code: "UNAUTHORIZED", message: "Send METRICS_TOKEN: Authorization: Bearer <token>" },
      });
      return;
    }

    await refresh();
    response.setHeader("Content-Type", metrics.contentType);
    response.setHeader("Cache-Control", "no-store");
    response.send(await metrics.metrics());
  };
}

/** Compares in constant time. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();

  return timingSafeEqual(digest(a), digest(b));
}
