import { createCapture } from "../capture.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createReport } from "../delivery/report.ts";
import { createSend } from "../delivery/send.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog } from "../types.ts";
import { createFrameworks } from "./frameworks.ts";
import { createPages } from "./pages.ts";
import { createRequestContexts } from "./request-context.ts";
import type { NodeAnalytics, NodeAnalyticsOptions } from "./types.ts";
import { withWaitUntil } from "./wait-until.ts";

const closeTimeoutMs = 5_000;
const shutdownTimeoutMs = 10_000;

/** The server takes requests up to 512 KB. */
const batchBytes = 450_000;

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
  const capture = withWaitUntil(createCapture({ delivery, report, beforeSend }), {
    waitUntil: () => contexts.current().waitUntil ?? options.waitUntil,
    flush: () => delivery.flush(),
  });

  return {
    ...createTracker<C>(capture, contexts),
    ...createPages(capture, contexts, report),
    ...createFrameworks(contexts),
    withContext: (context, work) => contexts.run(() => context, work),
    flush: () => delivery.flush(),
    close: () => delivery.close(closeTimeoutMs),
    shutdown: (timeoutMs = shutdownTimeoutMs) => delivery.close(timeoutMs),
  };
}
