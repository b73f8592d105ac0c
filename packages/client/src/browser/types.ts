import type { Analytics, AnalyticsOptions, AnyCatalog, Identity, IdentityOptions } from "../types.ts";

/** Options of `createAnalytics` in a browser. */
export interface BrowserOptions extends AnalyticsOptions {
  /**
   * Where visitor data and unsent events are stored. An opt-out is always kept, in localStorage or the cookie.
   * - `localStorage` (default): shared by all tabs and kept across pages.
   * - `cookie`: like `localStorage`, and the visitor is shared by all subdomains, such as `www.` and `app.`.
   * - `memory`: lost when the page closes.
   * - `none`: like `memory`, and without an anonymous id.
   *
   * If cookies are denied, localStorage is used. If localStorage is denied or full, memory is used.
   *
   * @example
   * createAnalytics({ url, key, persistence: "none" });
   */
  persistence?: "localStorage" | "cookie" | "memory" | "none";
  /**
   * Whether to treat Do Not Track and Global Privacy Control as an opt-out, unless the visitor opted in. Default: false.
   *
   * @example
   * createAnalytics({ url, key, respectDoNotTrack: true });
   */
  respectDoNotTrack?: boolean;
}

/** Details of a page view. Default: read from the page. */
export interface PageDetails {
  /** Path of the page, or a pattern such as `/products/:sku`. */
  path?: string;
  /** Title of the page. */
  title?: string;
  /** URL of the previous page. */
  referrer?: string;
}

/** Details of a heartbeat. */
export interface Heartbeat {
  /** The id that `page` returned. */
  pageId?: string;
  /** How long the page has been visible, in milliseconds. */
  activeMs?: number;
  /** Whether the visitor leaves the page. */
  isLeaving?: boolean;
  /** Whether the visitor gave no sign since the last heartbeat. Then the session is not extended. Not sent. */
  isIdle?: boolean;
}

/** An analytics client for browsers. */
export interface BrowserAnalytics<C = AnyCatalog> extends Analytics<C> {
  /**
   * Captures a page view and returns its id. To capture page views and heartbeats automatically, use
   * `@admin-events/client/pages` or `@admin-events/client/react`.
   *
   * @example
   * analytics.page({ path: "/products/:sku" });
   */
  page: (details?: PageDetails) => string;

  /**
   * Captures a heartbeat: the visitor is still there. This extends the session, also if the visitor neither moves the
   * pointer nor presses a key, such as during a video.
   *
   * @example
   * video.ontimeupdate = throttle(() => analytics.heartbeat(), 60_000);
   */
  heartbeat: (details?: Heartbeat) => void;

  /**
   * Links an anonymous visitor, by default the current one, to a user without signing the user in.
   *
   * @example
   * analytics.alias(user.id);
   */
  alias: (userId: string, previousId?: string, options?: IdentityOptions) => void;

  /**
   * Adds properties to the metadata of every later event. The event's own metadata takes precedence.
   *
   * @example
   * analytics.register({ theme: "dark" });
   */
  register: (properties: Record<string, unknown>) => void;

  /**
   * Removes a property that `register` added.
   *
   * @example
   * analytics.unregister("theme");
   */
  unregister: (property: string) => void;

  /**
   * Clears the user, the registered properties, the anonymous id and the session. Call it when the user signs out.
   * An opt-out is kept.
   *
   * @example
   * analytics.reset();
   */
  reset: () => void;

  /**
   * Returns the current user, anonymous id and session. Events carry the same values. Does not extend the session.
   *
   * @example
   * const { anonymousId } = analytics.getIdentity();
   * await fetch("/sign-up", { method: "POST", body: JSON.stringify({ email, anonymousId }) });
   */
  getIdentity: () => Identity;

  /**
   * Starts capturing. This takes precedence over the browser's Do Not Track.
   *
   * @example
   * acceptButton.onclick = () => analytics.optIn();
   */
  optIn: () => void;

  /**
   * Stops capturing, drops unsent events and deletes the visitor's data. The choice is kept across `reset`.
   *
   * @example
   * declineButton.onclick = () => analytics.optOut();
   */
  optOut: () => void;

  /**
   * Whether capturing is off, by `optOut` or by the browser's setting if `respectDoNotTrack` is set.
   *
   * @example
   * checkbox.checked = !analytics.isOptedOut();
   */
  isOptedOut: () => boolean;
}
