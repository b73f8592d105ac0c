import type { PageDetails } from "./types.ts";

/**
 * What a page view says about the page that is shown; nothing outside a browser. Without queries and fragments, where
 * tokens and searches are.
 */
export function pageDetails(): PageDetails {
  if (!globalThis.document) return {};

  return {
    path: location.pathname,
    title: document.title,
    referrer: document.referrer.split(/[?#]/)[0] || undefined,
  };
}
