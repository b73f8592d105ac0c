import { createCapture } from "../capture.ts";
import { close } from "../delivery/close.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createQueue } from "../delivery/queue.ts";
import { createReport } from "../delivery/report.ts";
import { twelveHoursMs } from "../delivery/retry.ts";
import { createStore } from "../delivery/store.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog, ClosingReport } from "../types.ts";
import { createFrameworks } from "./frameworks.ts";
import { createPages } from "./pages.ts";
import { createRequestContexts } from "./request-context.ts";
import { createRequestRecording } from "./requests/create-request-recording.ts";
import { createSend } from "./send.ts";
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
  const { url, key, batchSize = 100, flushIntervalMs = 1_000, queueLimit = 10_000 } = options;

  const voice = createReport(options);
  const contexts = createRequestContexts();
  const open = (batchSize: number) =>
    createDelivery(
      { batchSize, flushIntervalMs, batchBytes, maxAgeMs: twelveHoursMs },
      {
        ...voice,
        store: createStore("", () => undefined),
        queue: createQueue(queueLimit),
        send: createSend(url, key),
        inTurn: (run) => run(),
      },
    );
  const delivery = open(batchSize);
  const requests = open(requestsInBatch);
  const deliveries = [delivery, requests];
  const capture = withWaitUntil(createCapture({ ...options, ...voice, delivery }), {
    waitUntil: () => contexts.current().waitUntil ?? options.waitUntil,
    flush: () => delivery.flush(),
  });

  return {
    ...createTracker<C>(capture, contexts),
    ...createPages(capture, contexts, voice.report),
    ...createFrameworks(contexts),
    withContext: (context, work) => contexts.run(() => context, work),
    requests: createRequestRecording(createCapture({ ...options, ...voice, delivery: requests })),
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
  const reports = await Promise.all(deliveries.map((delivery) => close(delivery, timeoutMs)));

  return reports.reduce((sum, { sent, dropped }) => ({
    sent: sum.sent + sent,
    dropped: sum.dropped + dropped,
  }));
}
