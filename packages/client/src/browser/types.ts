import type { Analytics, AnalyticsOptions, AnyCatalog, IdentityOptions, Who } from "../types.ts";

export interface BrowserOptions extends AnalyticsOptions {
  /**
   * What is kept about the visitor, and where.
   * - `localStorage` (default): an anonymous id, the session, the user and what waits to be sent; tabs share them.
   * - `memory`: the same for as long as the page lives.
   * - `none`: like `memory`, and without an anonymous id.
   *
   * Where storage is denied or full, memory takes its place. An opt-out is kept in any case.
   */
  persistence?: "localStorage" | "memory" | "none";
  /** Takes a browser's Do Not Track or Global Privacy Control for an opt-out, unless `optIn` was called. */
  respectDoNotTrack?: boolean;
}

/** What may be said about a page view. What is left out is read from the page. */
export interface PageDetails {
  path?: string;
  title?: string;
  referrer?: string;
}

/** That somebody still looks at a page. */
export interface Heartbeat {
  /** What `page` answered. */
  pageId?: string;
  /** How long the page was visible so far, in milliseconds. */
  activeMs?: number;
  /** The page is left. */
  isLeaving?: boolean;
}

/** An analytics client for browsers. */
export interface BrowserAnalytics<C = AnyCatalog> extends Analytics<C> {
  /**
   * Captures a page view and answers its id. To have it done on every change of the path, and heartbeats too, see
   * `@admin-events/client/pages` and `@admin-events/client/react`.
   *
   * @example
   * analytics.page({ path: "/products/:sku" });
   */
  page: (details?: PageDetails) => string;

  /**
   * Says that a page is still looked at, which keeps the session going.
   *
   * @example
   * analytics.heartbeat({ pageId, activeMs: 42_000 });
   */
  heartbeat: (details?: Heartbeat) => void;

  /**
   * Says that an anonymous visitor, by default this one, is this user, without identifying the user from now on.
   *
   * @example
   * analytics.alias(user.id);
   */
  alias: (userId: string, previousId?: string, options?: IdentityOptions) => void;

  /**
   * Puts properties into the metadata of every event from now on; an event's own metadata goes before them.
   *
   * @example
   * analytics.register({ theme: "dark" });
   */
  register: (properties: Record<string, unknown>) => void;

  /**
   * Takes a property of `register` back.
   *
   * @example
   * analytics.unregister("theme");
   */
  unregister: (property: string) => void;

  /**
   * Forgets the user, the registered properties, the anonymous id and the session: whoever comes next is somebody
   * else. Call it at sign-out. An opt-out stays.
   *
   * @example
   * analytics.reset();
   */
  reset: () => void;

  /**
   * Who is using the app, as it is attached to what is captured now: user, anonymous id and session.
   *
   * @example
   * fetch("/sign-up", { method: "POST", body: JSON.stringify({ email, anonymousId: analytics.who().anonymousId }) });
   */
  who: () => Who;

  /**
   * Captures from now on, also against the browser's Do Not Track.
   *
   * @example
   * acceptButton.onclick = () => analytics.optIn();
   */
  optIn: () => void;

  /**
   * Captures nothing from now on, drops what waits to be sent, and forgets the visitor. It is kept across `reset`.
   *
   * @example
   * declineButton.onclick = () => analytics.optOut();
   */
  optOut: () => void;

  /**
   * Whether nothing is captured: by `optOut`, or by the browser's wish where that is respected.
   *
   * @example
   * checkbox.checked = !analytics.isOptedOut();
   */
  isOptedOut: () => boolean;
}
