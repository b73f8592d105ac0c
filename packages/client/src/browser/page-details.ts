import { attempt } from "../attempt.ts";
import type { PageDetails } from "./types.ts";

/**
 * Reads path, title and referrer of the current page, without query and fragment because they may contain tokens.
 * Empty outside a browser.
 */
export function getPageDetails(): PageDetails {
  return (
    attempt(() => ({
      path: getPath(),
      title: document.title,
      referrer: document.referrer.split(/[?#]/)[0] || undefined,
    })) ?? {}
  );
}

/** The path of the page, with the route of a hash router: `/#/about`. Other fragments may contain tokens. */
export function getPath(): string {
  const { pathname, hash } = location;

  return pathname + (/^#!?\//.test(hash) ? hash.split("?")[0] : "");
}

/** Whether the browser renders the page in advance, before the visitor opens it. */
export function isPrerendering(): boolean {
  return !!attempt(() => (document as Document & { prerendering?: boolean }).prerendering);
}

/** Runs the function when the visitor opens a page that was rendered in advance. */
export function onceActivated(run: () => void): void {
  document.addEventListener("prerenderingchange", run, { once: true });
}
