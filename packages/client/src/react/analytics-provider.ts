"use client";

import type { ReactNode } from "react";
import { createContext, createElement, useContext, useEffect, useState } from "react";
import type { BrowserAnalytics } from "../browser/types.ts";
import { createPages } from "../pages/create-pages.ts";
import type { AnyCatalog } from "../types.ts";

const AnalyticsContext = createContext<BrowserAnalytics | null>(null);

/** Props of `AnalyticsProvider`. */
export interface AnalyticsProviderProps<C> {
  /** The client from `createAnalytics`. */
  client: BrowserAnalytics<C>;
  /**
   * The current path from your router. Each new path is captured as a page view. Use a pattern such as
   * `/products/:sku` to count products together. Default: the browser's URL is watched.
   *
   * @example
   * <AnalyticsProvider client={analytics} path={useLocation().pathname}>
   */
  path?: string;
  /** Components that use the client. */
  children?: ReactNode;
}

/**
 * Provides a client to the components below, captures page views, and sends heartbeats while the page is visible. On a
 * server it only renders its children.
 *
 * @example
 * <AnalyticsProvider client={analytics} path={useLocation().pathname}>
 *   <App />
 * </AnalyticsProvider>
 */
export function AnalyticsProvider<C>({ client, path, children }: AnalyticsProviderProps<C>) {
  // The context has no type argument, so the hooks below take the catalog as theirs.
  const analytics = client as unknown as BrowserAnalytics;
  const [pages] = useState(() => createPages(analytics));
  const history = path === undefined;

  useEffect(() => pages.watch({ history }), [pages, history]);
  useEffect(() => {
    if (path !== undefined) pages.view({ path });
  }, [pages, path]);

  return createElement(AnalyticsContext.Provider, { value: analytics }, children);
}

/**
 * Returns the client of the nearest provider.
 *
 * @throws {Error} if there is no provider.
 *
 * @example
 * const analytics = useAnalytics<typeof events>();
 */
export function useAnalytics<C = AnyCatalog>(): BrowserAnalytics<C> {
  const analytics = useContext(AnalyticsContext);
  if (!analytics)
    throw new Error(
      "useAnalytics was called outside <AnalyticsProvider>. Wrap your app in <AnalyticsProvider>.",
    );

  return analytics;
}

/**
 * Returns `track` of the nearest provider's client.
 *
 * @throws {Error} if there is no provider.
 *
 * @example
 * const track = useTrack<typeof events>();
 * <button onClick={() => track("newsletter.subscribed", { source: "footer" })}>Subscribe</button>
 */
export function useTrack<C = AnyCatalog>(): BrowserAnalytics<C>["track"] {
  return useAnalytics<C>().track;
}
