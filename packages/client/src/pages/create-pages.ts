import { attempt } from "../attempt.ts";
import { getPath, isPrerendering, onceActivated } from "../browser/page-details.ts";
import type { BrowserAnalytics, PageDetails } from "../browser/types.ts";
import { now } from "../delivery/pause.ts";
import { onNavigation } from "./on-navigation.ts";
import { watchSigns } from "./watch-signs.ts";

const HEARTBEAT_MS = 60_000;
/** A visit ends this long after the visitor's last sign: 30 minutes. */
const MAX_IDLE_MS = 1_800_000;

/** Captures the page views of one tab and how long each page is visible. */
export interface Pages {
  /**
   * Captures a page view, unless the path is the same as before.
   *
   * @example
   * router.afterEach((to) => pages.view({ path: to.path }));
   */
  view: (details?: PageDetails) => void;

  /**
   * Sends a heartbeat every minute while the page is visible, and one when it is hidden or left. Heartbeats stop 30
   * minutes after the visitor last used the page. With `history`, also captures the current page and every change of the
   * path, including the routes of hash routers (`#/about`). Returns a function that stops watching.
   *
   * @example
   * const stop = createPages(analytics).watch({ history: true });
   */
  watch: (options?: { history?: boolean }) => () => void;
}

interface CurrentPage {
  id: string;
  path: string;
  details: PageDetails;
  sessionId: string | undefined;
  activeMs: number;
  /** Undefined while the page is hidden. */
  visibleSince: number | undefined;
}

/**
 * Creates page views and heartbeats for an analytics client. Outside a browser it does nothing, and it never throws.
 *
 * @example
 * const stop = createPages(analytics).watch({ history: true });
 */
export function createPages(analytics: Pick<BrowserAnalytics, "page" | "heartbeat" | "getIdentity">): Pages {
  let current: CurrentPage | undefined;
  let previousUrl: string | undefined;
  /** The page to view when the visitor opens this prerendered page, or returns to it from the back/forward cache. */
  let awaited: PageDetails | undefined;
  let signAt = now();
  let hasSign = true;

  function view(details: PageDetails = {}): void {
    if (!hasDocument()) return;
    if (isPrerendering()) return viewOnceActivated(details);

    const { path = getPath() } = details;
    if (current?.path === path) return;

    leave();
    noteSign();
    const referrer = previousUrl && { referrer: previousUrl };
    previousUrl = location.origin + getPath();
    current = {
      id: analytics.page({ ...referrer, ...details, path }),
      path,
      details,
      sessionId: analytics.getIdentity().sessionId,
      activeMs: 0,
      visibleSince: getVisibleSince(),
    };
  }

  function viewOnceActivated(details: PageDetails): void {
    if (!awaited) onceActivated(() => attempt(viewAwaited));
    awaited = details;
  }

  function viewAwaited(): void {
    const details = awaited;
    awaited = undefined;
    if (details) view(details);
  }

  function noteSign(): void {
    signAt = now();
    hasSign = true;
  }

  function onSign(): void {
    const isReturning = now() - signAt >= MAX_IDLE_MS;
    noteSign();
    // Time without a sign is not counted, and a new visit begins.
    if (isReturning && current) {
      current.visibleSince = getVisibleSince();
      beat();
    }
  }

  function beat(isLeaving?: true): void {
    if (current?.visibleSince === undefined) return;

    const { id: pageId, path, details, sessionId } = current;
    const nowMs = now();
    if (nowMs - signAt >= MAX_IDLE_MS) return;

    current.activeMs += nowMs - current.visibleSince;
    current.visibleSince = nowMs;
    const isIdle = hasSign ? undefined : true;

    if (analytics.getIdentity().sessionId === sessionId) {
      hasSign = false;
      analytics.heartbeat({ pageId, activeMs: Math.round(current.activeMs), isLeaving, isIdle });
    } else if (!isLeaving && !isIdle) {
      // The session expired meanwhile, so this is a new visit.
      current = undefined;
      view({ ...details, path });
    }
  }

  function leave(): void {
    beat(true);
    current = undefined;
  }

  return {
    view: (details) => void attempt(() => view(details)),

    watch({ history = false } = {}) {
      if (!hasDocument()) return () => {};

      const stops: (() => void)[] = [];
      // In the capture phase, because the client sends its queue on the same events and must include these.
      function listen(type: string, listener: (event: Event) => void): void {
        const safely = (event: Event) => void attempt(() => listener(event));
        addEventListener(type, safely, true);
        stops.push(() => removeEventListener(type, safely, true));
      }

      attempt(() => {
        const timer = setInterval(() => attempt(beat), HEARTBEAT_MS);
        stops.push(() => clearInterval(timer));
        stops.push(watchSigns(() => attempt(onSign)));

        listen("pagehide", () => {
          const { details, path } = current ?? {};
          awaited = details && { ...details, path };
          leave();
        });
        listen("pageshow", (event) => {
          // A visitor who returns to a page in the back/forward cache sees it again.
          if ((event as PageTransitionEvent).persisted) viewAwaited();
        });
        listen("visibilitychange", () => {
          if (document.hidden) beat();
          if (current) current.visibleSince = getVisibleSince();
          if (!document.hidden) onSign();
        });
        if (history) {
          stops.push(onNavigation(() => view()));
          view();
        }
      });

      return () => stops.splice(0).forEach((stop) => attempt(stop));
    },
  };
}

function hasDocument(): boolean {
  return !!attempt(() => document);
}

function getVisibleSince(): number | undefined {
  return document.hidden ? undefined : now();
}
