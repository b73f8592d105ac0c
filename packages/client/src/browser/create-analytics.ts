import { attempt } from "../attempt.ts";
import type { Capture } from "../capture.ts";
import { createCapture } from "../capture.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createReporter } from "../delivery/reporter.ts";
import { createSafeMethods } from "../safe-methods.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import { createConsent } from "./consent.ts";
import { getPageDetails, isPrerendering, onceActivated } from "./page-details.ts";
import { createSend, MAX_BATCH_BYTES } from "./send.ts";
import { createStoredQueue, withTabLock } from "./stored-queue.ts";
import { createStores } from "./stores.ts";
import type { BrowserAnalytics, BrowserOptions } from "./types.ts";
import type { Visitor } from "./visitor.ts";
import { createVisitor } from "./visitor.ts";

/**
 * Creates an analytics client for browsers. It sends batches of 20 events or every 3 seconds, and when the page is
 * hidden. Unsent events are kept in localStorage and shared by all tabs. On a server, the client keeps everything in
 * memory.
 *
 * The type argument is the type of your catalog; it adds nothing to the bundle.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_…" });
 * analytics.track("search.performed", { query: "decaf", results: 3 });
 */
export function createAnalytics<C = AnyCatalog>(options: BrowserOptions): BrowserAnalytics<C> {
  const { url, key, persistence, batchSize = 20, flushIntervalMs = 3_000 } = options;
  const namespace = `admin-events ${url} `;
  const { isPersistent, queueStore, visitorStore, consentStore } = createStores(namespace, options);

  const visitorData = {
    clear: (prefix: string) => [queueStore, visitorStore].forEach((store) => store.clear(prefix)),
  };
  const consent = createConsent(consentStore, visitorData, options.respectDoNotTrack);
  const { isOptedOut } = consent;
  const visitor = createVisitor(visitorStore, persistence !== "none", isOptedOut);

  const reporter = createReporter(options);
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, batchBytes: MAX_BATCH_BYTES },
    {
      ...reporter,
      store: queueStore,
      queue: createStoredQueue(queueStore, options.queueLimit ?? 1_000),
      send: createSend(url, key),
      withLock: (run) => withTabLock(namespace, run),
    },
  );
  const capture = onceSeen(
    createCapture({ ...options, ...reporter, delivery, canCapture: () => !isOptedOut() }),
    visitor,
  );
  const stopListening = listenToPage(delivery);

  return createSafeMethods<BrowserAnalytics<C>>(
    {
      ...createTracker<C>(capture, visitor),
      ...consent,
      getIdentity: visitor.peekIdentity,
      page: (details) => capture({ type: "page", ...visitor.getIdentity(), ...getPageDetails(), ...details }),
      heartbeat({ isIdle, ...details } = {}) {
        const identity = isIdle ? visitor.peekIdentity() : visitor.getIdentity();
        capture({ type: "heartbeat", ...identity, ...details });
      },
      register: visitor.register,
      unregister: (property) => visitor.register({ [property]: undefined }),
      reset: visitor.reset,
      flush: delivery.flush,
      async close() {
        stopListening();
        delivery.stopAccepting();
        await delivery.flush();
        await delivery.flush();

        return delivery.stop(!isPersistent);
      },
    },
    reporter.report,
    {
      track: uuidv7,
      page: uuidv7,
      getIdentity: () => ({}),
      flush: () => ({ waiting: 0 }),
      close: () => ({ sent: 0, dropped: 0 }),
    },
  );
}

/** Holds back what a page tracks while the browser renders it in advance. Items count from when the visitor opens the page. */
function onceSeen(capture: Capture, visitor: Visitor): Capture {
  return (fields) => {
    if (!isPrerendering()) return capture(fields);

    const id = fields.id ?? uuidv7();
    onceActivated(() => {
      const { sessionId } = visitor.getIdentity();
      capture({ ...fields, id, ...(fields.sessionId && { sessionId }) });
    });
    return id;
  };
}

/**
 * Sends events when the page is hidden or left. Mobile browsers report nothing reliable after `visibilitychange`.
 * Also sends when the network is back or another tab adds events. Returns a function that stops listening.
 */
function listenToPage({ sendOnLeave, flush, schedule }: Delivery): () => void {
  const listeners = {
    visibilitychange: () => document.hidden && sendOnLeave(),
    pagehide: sendOnLeave,
    online: () => void flush(),
    storage: schedule,
  };
  const forEachListener = (run: (type: string, listener: () => void) => void) =>
    void attempt(() => {
      if (globalThis.document) Object.entries(listeners).forEach(([type, listener]) => run(type, listener));
    });

  forEachListener((type, listener) => addEventListener(type, listener));
  return () => forEachListener((type, listener) => removeEventListener(type, listener));
}
