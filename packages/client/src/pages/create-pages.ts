import type { BrowserAnalytics, PageDetails } from "../browser/types.ts";

const heartbeatMs = 60_000;

/** The page views of one tab, and how long each page was looked at. */
export interface Pages {
  /**
   * A page is shown. The path that is shown already is not captured again.
   *
   * @example
   * router.afterEach((to) => pages.view({ path: to.path }));
   */
  view: (details?: PageDetails) => void;

  /**
   * While it watches, a heartbeat follows every minute in which the page is visible, and one with the time it was
   * visible when it is hidden or left. With `history` it views the page that is shown now, and whenever the address
   * has another path. Answers a function that stops it.
   *
   * @example
   * const stop = createPages(analytics).watch({ history: true });
   */
  watch: (options?: { history?: boolean }) => () => void;
}

interface ShownPage {
  id: string;
  path: string;
  details: PageDetails;
  sessionId: string | undefined;
  activeMs: number;
  /** Undefined while nobody can see it. */
  visibleSince: number | undefined;
}

/** Page views and heartbeats for an analytics client. Outside a browser it does nothing. */
export function createPages(analytics: Pick<BrowserAnalytics, "page" | "heartbeat" | "who">): Pages {
  let shown: ShownPage | undefined;
  let address: string | undefined;

  function view(details: PageDetails = {}): void {
    if (!globalThis.document) return;

    const { path = location.pathname } = details;
    if (shown?.path === path) return;

    leave();
    const referrer = address && { referrer: address };
    address = location.origin + location.pathname;
    shown = {
      id: analytics.page({ ...referrer, ...details, path }),
      path,
      details,
      sessionId: analytics.who().sessionId,
      activeMs: 0,
      visibleSince: visibleNow(),
    };
  }

  function beat(isLeaving?: true): void {
    if (shown?.visibleSince === undefined) return;

    const { id: pageId, path, details, sessionId } = shown;
    shown.activeMs += performance.now() - shown.visibleSince;
    shown.visibleSince = performance.now();

    if (analytics.who().sessionId === sessionId) {
      analytics.heartbeat({ pageId, activeMs: Math.round(shown.activeMs), isLeaving });
    } else if (!isLeaving) {
      // The visitor came back after a long while: that is another visit.
      shown = undefined;
      view({ ...details, path });
    }
  }

  function leave(): void {
    beat(true);
    shown = undefined;
  }

  return {
    view,

    watch({ history = false } = {}) {
      if (!globalThis.document) return () => {};

      const watching = new AbortController();
      const { signal } = watching;
      const timer = setInterval(beat, heartbeatMs);
      signal.addEventListener("abort", () => clearInterval(timer));

      // In the capturing phase: the client sends what waits on the same occasions, and these belong to it.
      addEventListener("pagehide", leave, { signal, capture: true });
      addEventListener(
        "visibilitychange",
        () => {
          if (document.hidden) beat();
          if (shown) shown.visibleSince = visibleNow();
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

function visibleNow(): number | undefined {
  return document.hidden ? undefined : performance.now();
}

/** The patch of the history stays, since somebody else may have put theirs on top of ours; it only falls silent. */
function onNavigation(listener: () => void, signal: AbortSignal): void {
  // Later, because routers set the title after the address, and redirects change it twice.
  const tell = () => void setTimeout(() => !signal.aborted && listener());

  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name].bind(history);
    history[name] = (...state) => {
      original(...state);
      tell();
    };
  }
  // A page may come back as it was left.
  for (const type of ["popstate", "pageshow"]) addEventListener(type, tell, { signal });
}
