import type { PageDetails } from "./types.ts";

/**
 * Reads path, title and referrer of the current page, without query and fragment because they may contain tokens.
 * Empty outside a browser.
 */
export function getPageDetails(): PageDetails {
  if (!globalThis.document) return {};

  return {
    path: location.pathname,
    title: document.title,
    referrer: document.referrer.split(/[?#]/)[0] || undefined,
  };
}
