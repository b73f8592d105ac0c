import type { ReactNode } from "react";
import { createContext, createElement, useContext, useEffect, useState } from "react";
import type { BrowserAnalytics } from "../browser/types.ts";
import { createPages } from "../pages/create-pages.ts";
import type { AnyCatalog } from "../types.ts";

const AnalyticsContext = createContext<BrowserAnalytics | null>(null);

export interface AnalyticsProviderProps<C> {
  client: BrowserAnalytics<C>;
  /**
   * The path that is shown, as the app's router knows it: each new one is a page view. A pattern such as
   * `/products/:sku` counts products together. Without it the address of the browser is watched.
   */
  path?: string;
  children?: ReactNode;
}

/**
 * Makes a client known to the components below, captures page views, and sends heartbeats while the page is visible.
 * On a server it renders its children and nothing else.
 *
 * @example
 * <AnalyticsProvider client={analytics} path={useLocation().pathname}>
 *   <App />
 * </AnalyticsProvider>
 */
export function AnalyticsProvider<C>({ client, path, children }: AnalyticsProviderProps<C>) {
  // A catalog's client takes fewer names than one that takes every name, and the hooks below name the catalog again.
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
 * The client of the nearest provider.
 *
 * @throws {Error} when there is none.
 *
 * @example
 * const analytics = useAnalytics<typeof events>();
 */
export function useAnalytics<C = AnyCatalog>(): BrowserAnalytics<C> {
  const analytics = useContext(AnalyticsContext);
  if (!analytics) throw new Error("useAnalytics needs an <AnalyticsProvider> above it.");

  return analytics;
}

/**
 * `track` of the nearest provider's client.
 *
 * @throws {Error} when there is none.
 *
 * @example
 * const track = useTrack<typeof events>();
 * <button onClick={() => track("newsletter.subscribed", { source: "footer" })}>Subscribe</button>
 */
export function useTrack<C = AnyCatalog>(): BrowserAnalytics<C>["track"] {
  return useAnalytics<C>().track;
}
