import { createCapture } from "../capture.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { now } from "../delivery/pause.ts";
import { createReporter } from "../delivery/reporter.ts";
import { createStore } from "../delivery/store.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog } from "../types.ts";
import { createConsent } from "./consent.ts";
import { getPageDetails } from "./page-details.ts";
import { createSend, MAX_KEEPALIVE_BYTES } from "./send.ts";
import { createStoredQueue, withTabLock } from "./stored-queue.ts";
import type { BrowserAnalytics, BrowserOptions } from "./types.ts";
import { createVisitor } from "./visitor.ts";

const MAX_BURST = 100;
const MS_PER_EVENT = 100;

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
  const { url, key, persistence = "localStorage", batchSize = 20, flushIntervalMs = 3_000 } = options;
  const isPersistent = persistence === "localStorage";
  const namespace = `admin-events ${url} `;

  const persistent = createStore(namespace, () => globalThis.localStorage);
  const store = isPersistent ? persistent : createStore(namespace, () => undefined);
  const isWithinRate = createRateLimit();
  const consent = createConsent(persistent, store, options.respectDoNotTrack);
  const { isOptedOut } = consent;
  const visitor = createVisitor(store, persistence !== "none", isOptedOut);

  const reporter = createReporter(options);
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, batchBytes: MAX_KEEPALIVE_BYTES },
    {
      ...reporter,
      store,
      queue: createStoredQueue(store, options.queueLimit ?? 1_000),
      send: createSend(url, key),
      withLock: (run) => withTabLock(namespace, run),
    },
  );
  const capture = createCapture({
    ...options,
    ...reporter,
    delivery,
    canCapture(id) {
      if (isOptedOut()) return false;
      if (isWithinRate()) return true;

      reporter.report({ code: "too_many", message: "Too many events. Check for a loop.", eventIds: [id] });
      return false;
    },
  });
  const stopListening = listenToPage(delivery);

  return {
    ...createTracker<C>(capture, visitor),
    ...consent,
    getIdentity: visitor.getIdentity,
    page: (details) => capture({ type: "page", ...visitor.getIdentity(), ...getPageDetails(), ...details }),
    heartbeat: (details) => void capture({ type: "heartbeat", ...visitor.getIdentity(), ...details }),
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
  };
}

/** Allows a burst of 100 events, then 10 per second. */
function createRateLimit(): () => boolean {
  let available = MAX_BURST;
  let updatedAt = 0;

  return () => {
    const nowMs = now();
    available = Math.min(MAX_BURST, available + (nowMs - updatedAt) / MS_PER_EVENT);
    updatedAt = nowMs;

    return available >= 1 && available-- > 0;
  };
}

/**
 * Sends events when the page is hidden or left. Mobile browsers report nothing reliable after `visibilitychange`.
 * Also sends when the network is back or another tab adds events. Returns a function that stops listening.
 */
function listenToPage({ sendOnLeave, flush, schedule }: Delivery): () => void {
  const listening = new AbortController();
  const listeners = {
    visibilitychange: () => document.hidden && sendOnLeave(),
    pagehide: sendOnLeave,
    online: flush,
    storage: schedule,
  };

  if (globalThis.document) {
    for (const [type, listener] of Object.entries(listeners)) {
      addEventListener(type, () => void listener(), { signal: listening.signal });
    }
  }
  return () => listening.abort();
}
