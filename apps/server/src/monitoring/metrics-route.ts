import type { DatabaseVitals } from "@admin-events/core/system";
import type { HandlerStatus } from "@admin-events/core/events";
import type { RequestHandler } from "express";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import { Gauge } from "prom-client";
import { bearerKey } from "../auth/authorize-key.ts";

export interface MetricsDoorParts {
  /** Who shows it may look. */
  token: string;
  metrics: Registry;
  askDatabase: () => Promise<{ database: DatabaseVitals; handlers: HandlerStatus[] }>;
}

/** `GET /metrics`: the figures of this process and its database, for Prometheus, to whoever shows the token. */
export function metricsDoor({ token, metrics, askDatabase }: MetricsDoorParts): RequestHandler {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `admin_events_${name}`, help, labelNames, registers: [metrics] });
  const isUp = gauge("database_up", "1 when the database answers.");
  const horizonLag = gauge(
    "horizon_lag_seconds",
    "Age of the oldest open transaction that the live feed waits for.",
  );
  const bytes = gauge("database_bytes", "Size of the database on disk.");
  const connections = gauge("database_connections", "Connections to PostgreSQL, over all programs.");
  const unfolded = gauge("unmerged_deltas", "Notes of changes that are not summed up yet.");
  const jobs = gauge("handler_jobs", "Open jobs of durable handlers.", ["handler", "state"]);

  async function refresh(): Promise<void> {
    try {
      const { database, handlers } = await askDatabase();
      isUp.set(1);
      horizonLag.set(database.horizonLagSeconds);
      bytes.set(database.bytes);
      connections.set(database.connections);
      unfolded.set(database.unmergedDeltas);
      jobs.reset();
      for (const { name: handler, pending, failing, givenUp } of handlers) {
        jobs.set({ handler, state: "pending" }, pending);
        jobs.set({ handler, state: "failing" }, failing);
        jobs.set({ handler, state: "given_up" }, givenUp);
      }
    } catch {
      // That is what database_up says; the figures of the process are still good.
      isUp.set(0);
    }
  }

  return async (request, response) => {
    if (!isSame(bearerKey(request.headers.authorization) ?? "", token)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      response.status(401).json({
        error: { code: "UNAUTHORIZED", message: "Show the METRICS_TOKEN: Authorization: Bearer …." },
      });
      return;
    }

    await refresh();
    response.setHeader("Content-Type", metrics.contentType);
    response.setHeader("Cache-Control", "no-store");
    response.send(await metrics.metrics());
  };
}

/** In the same time whatever the difference. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();

  return timingSafeEqual(digest(a), digest(b));
}
