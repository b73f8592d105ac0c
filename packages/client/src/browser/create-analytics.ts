import { createCapture } from "../capture.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { onPageLeave } from "./page-leave.ts";
import { createReport } from "../delivery/report.ts";
import { createSend, keepaliveBytes } from "../delivery/send.ts";
import { createIdentity, createTracker } from "../tracker.ts";
import type { Analytics, AnalyticsOptions, AnyCatalog } from "../types.ts";

const closeTimeoutMs = 5_000;

/**
 * An analytics client for browsers: batches of 20 events or 3 seconds, at most 1,000 waiting in memory, and what is
 * left is sent when the page is hidden. The type argument is the catalog; it costs no bytes.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_…" });
 * analytics.track("search.performed", { query: "decaf", results: 3 });
 */
export function createAnalytics<C = AnyCatalog>(options: AnalyticsOptions): Analytics<C> {
  const { url, key, beforeSend, batchSize = 20, flushIntervalMs = 3_000, queueLimit = 1_000 } = options;

  const report = createReport(options.onError);
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, queueLimit, batchBytes: keepaliveBytes },
    createSend({ url, key, keyIn: "body" }),
    report,
  );
  const stopListening = onPageLeave(() => delivery.sendBeforeLeaving());

  return {
    ...createTracker<C>(createCapture({ delivery, report, beforeSend }), createIdentity()),
    flush: () => delivery.flush(),
    close() {
      stopListening();
      return delivery.close(closeTimeoutMs);
    },
  };
}
