import { createCapture } from "../capture.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createReport } from "../delivery/report.ts";
import { createSend } from "../delivery/send.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog, ClosingReport } from "../types.ts";
import { createFrameworks } from "./frameworks.ts";
import { createPages } from "./pages.ts";
import { createRequestContexts } from "./request-context.ts";
import { createRequestRecording } from "./requests/create-request-recording.ts";
import type { NodeAnalytics, NodeAnalyticsOptions } from "./types.ts";
import { withWaitUntil } from "./wait-until.ts";

const closeTimeoutMs = 5_000;
const shutdownTimeoutMs = 10_000;

/** The server takes requests up to 512 KB. */
const batchBytes = 450_000;
const requestsInBatch = 500;

/**
 * An analytics client for Node: batches of 100 events or 1 second, at most 10,000 waiting, the key in a header.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });
 * analytics.track("order.placed", { orderId, total, currency: "EUR", items }, { userId: user.id });
 */
export function createAnalytics<C = AnyCatalog>(options: NodeAnalyticsOptions): NodeAnalytics<C> {
  const { url, key, beforeSend, batchSize = 100, flushIntervalMs = 1_000, queueLimit = 10_000 } = options;

  const report = createReport(options.onError);
  const contexts = createRequestContexts();
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, queueLimit, batchBytes },
    createSend({ url, key, keyIn: "header" }),
    report,
  );
  const requests = createDelivery(
    { batchSize: requestsInBatch, flushIntervalMs, queueLimit, batchBytes },
    createSend({ url, key, keyIn: "header" }),
    report,
  );
  const deliveries = [delivery, requests];
  const capture = withWaitUntil(createCapture({ delivery, report, beforeSend }), {
    waitUntil: () => contexts.current().waitUntil ?? options.waitUntil,
    flush: () => delivery.flush(),
  });

  return {
    ...createTracker<C>(capture, contexts),
    ...createPages(capture, contexts, report),
    ...createFrameworks(contexts),
    withContext: (context, work) => contexts.run(() => context, work),
    requests: createRequestRecording(createCapture({ delivery: requests, report, beforeSend })),
    flush: () => flushAll(deliveries),
    close: () => closeAll(deliveries, closeTimeoutMs),
    shutdown: (timeoutMs = shutdownTimeoutMs) => closeAll(deliveries, timeoutMs),
  };
}

async function flushAll(deliveries: readonly Delivery[]): Promise<{ waiting: number }> {
  const reports = await Promise.all(deliveries.map((delivery) => delivery.flush()));

  return { waiting: reports.reduce((sum, { waiting }) => sum + waiting, 0) };
}

async function closeAll(deliveries: readonly Delivery[], timeoutMs: number): Promise<ClosingReport> {
  const reports = await Promise.all(deliveries.map((delivery) => delivery.close(timeoutMs)));

  return reports.reduce((sum, { sent, dropped }) => ({
    sent: sum.sent + sent,
    dropped: sum.dropped + dropped,
  }));
}
