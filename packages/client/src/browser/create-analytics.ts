import { createCapture } from "../capture.ts";
import { createDelivery } from "../delivery/delivery.ts";
import { createReport } from "../delivery/report.ts";
import { createStore } from "../delivery/store.ts";
import { createTracker } from "../tracker.ts";
import type { AnyCatalog } from "../types.ts";
import { isOptedOut } from "./is-opted-out.ts";
import { listenToPage } from "./listen-to-page.ts";
import { createLoopGuard } from "./loop-guard.ts";
import { oneTabAtATime } from "./one-tab-at-a-time.ts";
import { pageDetails } from "./page-details.ts";
import { createSend, keepaliveBytes } from "./send.ts";
import { createStoredQueue } from "./stored-queue.ts";
import type { BrowserAnalytics, BrowserOptions } from "./types.ts";
import { createVisitor } from "./visitor.ts";

/**
 * An analytics client for browsers: batches of 20 events or 3 seconds; what waits is kept in localStorage, shared by
 * the tabs, and sent when the page is hidden. The type argument is the catalog; it costs no bytes. On a server, where
 * there is no page, it can be created and used, and keeps everything in memory.
 *
 * @example
 * import type { events } from "@admin-events/catalog";
 *
 * const analytics = createAnalytics<typeof events>({ url: "https://analytics.example.com", key: "pk_…" });
 * analytics.track("search.performed", { query: "decaf", results: 3 });
 */
export function createAnalytics<C = AnyCatalog>(options: BrowserOptions): BrowserAnalytics<C> {
  const { url, key, persistence = "localStorage", batchSize = 20, flushIntervalMs = 3_000 } = options;
  const isKept = persistence === "localStorage";
  const prefix = `admin-events ${url} `;

  const kept = createStore(prefix, () => globalThis.localStorage);
  const store = isKept ? kept : createStore(prefix, () => undefined);
  const isPlausible = createLoopGuard();
  const isOut = () => isOptedOut(kept, options.respectDoNotTrack);
  const visitor = createVisitor(store, persistence !== "none", isOut);

  const voice = createReport(options);
  const delivery = createDelivery(
    { batchSize, flushIntervalMs, batchBytes: keepaliveBytes },
    {
      ...voice,
      store,
      queue: createStoredQueue(store, options.queueLimit ?? 1_000),
      send: createSend(url, key),
      inTurn: (run) => oneTabAtATime(prefix, run),
    },
  );
  const capture = createCapture({
    ...options,
    ...voice,
    delivery,
    isWanted(id) {
      if (isOut()) return false;
      const isWanted = isPlausible();
      if (!isWanted) voice.report({ code: "too_many", message: "Is this a loop?", eventIds: [id] });
      return isWanted;
    },
  });
  const tracker = createTracker<C>(capture, visitor);
  const stopListening = listenToPage(delivery);

  return {
    ...tracker,
    who: visitor.who,
    page: (details) => capture({ type: "page", ...visitor.who(), ...pageDetails(), ...details }),
    heartbeat: (details) => void capture({ type: "heartbeat", ...visitor.who(), ...details }),
    alias: (userId, previousId = visitor.who().anonymousId!, proof) =>
      tracker.alias(userId, previousId, proof),
    register: visitor.register,
    unregister: (property) => visitor.register({ [property]: undefined }),
    reset: visitor.reset,
    optIn: () => kept.write("opted", "in"),
    optOut() {
      store.clear("");
      kept.write("opted", "out");
    },
    isOptedOut: isOut,
    flush: delivery.flush,
    async close() {
      stopListening();
      delivery.refuse();
      await delivery.flush().then(delivery.flush);

      return delivery.end(!isKept);
    },
  };
}
