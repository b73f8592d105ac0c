import { createCapture } from "../capture.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createReport } from "../delivery/report.ts";
import { createSend } from "../delivery/send.ts";
import { createIdentity, createTracker } from "../tracker.ts";
import type { Analytics, AnalyticsOptions, AnyCatalog, ClosingReport } from "../types.ts";

const closeTimeoutMs = 5_000;
const shutdownTimeoutMs = 10_000;

/** The server takes requests up to 512 KB. */
const batchBytes = 450_000;

/**
 * Sends a catalog's events from a server. One client serves every user at once, so name the user with each event:
 * `track(name, metadata, { userId })`; `identify` is for programs that act for one user.
 */
export interface NodeAnalytics<C = AnyCatalog> extends Analytics<C> {
  /**
   * For the end of a process: accepts no more events and keeps trying to deliver what is waiting for at most
   * `timeoutMs` (default 10,000). Never rejects.
   *
   * @example
   * process.once("SIGTERM", async () => {
   *   const { dropped } = await analytics.shutdown(5_000);
   *   process.exit(dropped > 0 ? 1 : 0);
   * });
   */
  shutdown: (timeoutMs?: number) => Promise<ClosingReport>;
}

/**
 * An analytics client for Node: batches of 100 events or 1 second, at most 10,000 waiting, the key in a header.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });
 * analytics.track("order.placed", { orderId, total, currency: "EUR", items }, { userId: user.id });
 */
export function createAnalytics<C = AnyCatalog>(options: AnalyticsOptions): NodeAnalytics<C> {
  const { url, key, beforeSend, batchSize = 100, flushIntervalMs = 1_000, queueLimit = 10_000 } = options;

  const report = createReport(options.onError);
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, queueLimit, batchBytes },
    createSend({ url, key, keyIn: "header" }),
    report,
  );

  return {
    ...createTracker<C>(createCapture({ delivery, report, beforeSend }), createIdentity()),
    flush: () => delivery.flush(),
    close: () => delivery.close(closeTimeoutMs),
    shutdown: (timeoutMs = shutdownTimeoutMs) => delivery.close(timeoutMs),
  };
}
