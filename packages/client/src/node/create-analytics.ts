import { createCapture } from "../capture.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createQueue } from "../delivery/queue.ts";
import { createReporter } from "../delivery/reporter.ts";
import { MAX_AGE_MS } from "../delivery/retry.ts";
import { createStore } from "../delivery/store.ts";
import { createSafeMethods } from "../safe-methods.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import { createDeclare, NOT_DECLARED } from "./declare.ts";
import { closeAll, flushAll } from "./deliveries.ts";
import { createFrameworks } from "./frameworks.ts";
import { createPageViews } from "./page-views.ts";
import { createRequestContexts } from "./request-context.ts";
import { createRequestRecording } from "./requests/create-request-recording.ts";
import { createSend } from "./send.ts";
import type { NodeAnalytics, NodeAnalyticsOptions } from "./types.ts";
import { withWaitUntil } from "./wait-until.ts";

const CLOSE_TIMEOUT_MS = 5_000;
const SHUTDOWN_TIMEOUT_MS = 10_000;

/** The server accepts requests up to 512 KB. */
const MAX_BATCH_BYTES = 450_000;
const REQUESTS_PER_BATCH = 500;

/**
 * Creates an analytics client for Node. It sends batches of 100 events or every second, and keeps at most 10,000
 * unsent events in memory.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });
 * analytics.track("order.placed", { orderId, total, currency: "EUR", items }, { userId: user.id });
 */
export function createAnalytics<C = AnyCatalog>(options: NodeAnalyticsOptions): NodeAnalytics<C> {
  const { url, key, batchSize = 100, flushIntervalMs = 1_000, queueLimit = 10_000 } = options;

  const reporter = createReporter(options);
  const contexts = createRequestContexts();
  const openDelivery = (batchSize: number) =>
    createDelivery(
      { batchSize, flushIntervalMs, batchBytes: MAX_BATCH_BYTES, maxAgeMs: MAX_AGE_MS },
      {
        ...reporter,
        store: createStore("", () => undefined),
        queue: createQueue(queueLimit),
        send: createSend(url, key),
        withLock: (run) => run(),
      },
    );
  const delivery = openDelivery(batchSize);
  const requests = openDelivery(REQUESTS_PER_BATCH);
  const deliveries = [delivery, requests];
  const capture = withWaitUntil(createCapture({ ...options, ...reporter, delivery }), {
    getWaitUntil: () => contexts.current().waitUntil ?? options.waitUntil,
    flush: () => delivery.flush(),
  });

  const { report } = reporter;
  const closing = new AbortController();
  const close = (timeoutMs: number) => {
    closing.abort();
    return closeAll(deliveries, timeoutMs);
  };
  const nothingSent = () => ({ sent: 0, dropped: 0 });
  const methods = createSafeMethods(
    {
      ...createTracker<C>(capture, contexts),
      ...createPageViews(capture, contexts, report),
      flush: () => flushAll(deliveries),
      declare: createDeclare({ url, key, report, closing: closing.signal }),
      close: () => close(CLOSE_TIMEOUT_MS),
      shutdown: (timeoutMs = SHUTDOWN_TIMEOUT_MS) => close(timeoutMs),
    },
    report,
    {
      track: uuidv7,
      page: uuidv7,
      flush: () => ({ waiting: 0 }),
      declare: () => NOT_DECLARED,
      close: nothingSent,
      shutdown: nothingSent,
    },
  );

  return {
    ...methods,
    ...createFrameworks(contexts, report),
    withContext: (context, work) => contexts.run(() => context, work),
    requests: createRequestRecording(createCapture({ ...options, ...reporter, delivery: requests }), report),
  };
}
