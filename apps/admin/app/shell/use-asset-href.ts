import { useHref } from "@remix-run/react";

/**
 * Returns a function that turns the URL of an imported file into its path under the base path. The server's build has paths from
 * the root, such as `/assets/app.css`; in browsers, whose files name each other relatively, the URL is already complete.
 */
export function useAssetHref(): (url: string) => string {
  const base = useHref("/");
  // Vite's development server adds the base path itself.
  if (import.meta.env.DEV) return (url) => url;
  return (url) => (URL.canParse(url) ? new URL(url).pathname : base + url.slice(1));
}
