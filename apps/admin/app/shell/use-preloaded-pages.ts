import { useEffect } from "react";

const DELAY_MS = 3_000;

interface RouteModule {
  module?: string;
  imports?: string[];
}

declare global {
  interface Window {
    __remixManifest?: { routes: Record<string, RouteModule | undefined> };
  }
}

/**
 * Fetches the code of the other pages when the browser is idle. Remix reloads the whole document when a page's code cannot
 * be fetched, so that without this a click while offline would replace the panel by the browser's own error.
 */
export function usePreloadedPages(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const routes = Object.values(window.__remixManifest?.routes ?? {});
      const urls = routes.flatMap((route) => [route?.module ?? [], route?.imports ?? []].flat());
      for (const url of new Set(urls)) preload(url);
    }, DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
}

function preload(href: string): void {
  if (document.querySelector(`link[rel="modulepreload"][href="${CSS.escape(href)}"]`)) return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = href;
  document.head.append(link);
}
