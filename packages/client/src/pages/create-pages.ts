import type { BrowserAnalytics, PageDetails } from "../browser/types.ts";

const HEARTBEAT_MS = 60_000;

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
   * Sends a heartbeat every minute while the page is visible, and one when it is hidden or left. With `history`, also
   * captures the current page and every change of the path. Returns a function that stops watching.
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
 * Creates page views and heartbeats for an analytics client. Outside a browser it does nothing.
 *
 * @example
 * const stop = createPages(analytics).watch({ history: true });
 */
export function createPages(analytics: Pick<BrowserAnalytics, "page" | "heartbeat" | "getIdentity">): Pages {
  let current: CurrentPage | undefined;
  let previousUrl: string | undefined;

  function view(details: PageDetails = {}): void {
    if (!globalThis.document) return;

    const { path = location.pathname } = details;
    if (current?.path === path) return;

    leave();
    const referrer = previousUrl && { referrer: previousUrl };
    previousUrl = location.origin + location.pathname;
    current = {
      id: analytics.page({ ...referrer, ...details, path }),
      path,
      details,
      sessionId: analytics.getIdentity().sessionId,
      activeMs: 0,
      visibleSince: getVisibleSince(),
    };
  }

  function beat(isLeaving?: true): void {
    if (current?.visibleSince === undefined) return;

    const { id: pageId, path, details, sessionId } = current;
    current.activeMs += performance.now() - current.visibleSince;
    current.visibleSince = performance.now();

    if (analytics.getIdentity().sessionId === sessionId) {
      analytics.heartbeat({ pageId, activeMs: Math.round(current.activeMs), isLeaving });
    } else if (!isLeaving) {
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
    view,

    watch({ history = false } = {}) {
      if (!globalThis.document) return () => {};

      const watching = new AbortController();
      const { signal } = watching;
      const timer = setInterval(beat, HEARTBEAT_MS);
      signal.addEventListener("abort", () => clearInterval(timer));

      // In the capture phase, because the client sends its queue on the same events and must include these.
      addEventListener("pagehide", leave, { signal, capture: true });
      addEventListener(
        "visibilitychange",
        () => {
          if (document.hidden) beat();
          if (current) current.visibleSince = getVisibleSince();
        },
        { signal, capture: true },
      );
      if (history) {
        onNavigation(() => view(), signal);
        view();
      }

      return () => watching.abort();
    },
  };
}

function getVisibleSince(): number | undefined {
  return document.hidden ? undefined : performance.now();
}

/** The patch of the history is never removed, because other code may have patched it again. It only stops notifying. */
function onNavigation(listener: () => void, signal: AbortSignal): void {
  // Deferred, because routers set the title after the URL, and redirects change the URL twice.
  const notify = () => void setTimeout(() => !signal.aborted && listener());

  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name].bind(history);
    history[name] = (...state) => {
      original(...state);
      notify();
    };
  }
  // `pageshow` covers pages restored from the back/forward cache.
  for (const type of ["popstate", "pageshow"]) addEventListener(type, notify, { signal });
}
