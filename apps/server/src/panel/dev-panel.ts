import type { ServerBuild } from "@remix-run/node";
import { Router } from "express";
import type { IncomingMessage, Server } from "node:http";
import type { Panel } from "./open-panel.ts";
import { panelFolder } from "./panel-files.ts";
import type { RemixDeps } from "./serve-remix.ts";
import { serveRemix } from "./serve-remix.ts";

/** Serves the panel from its sources, with hot reload. */
export async function createDevPanel(server: Server, deps: RemixDeps): Promise<Panel> {
  const { createServer } = await import("vite");
  const listeners = process.listeners("SIGTERM");
  const { basePath } = deps.origins;
  const vite = await createServer({
    root: panelFolder,
    base: `${basePath}/`,
    server: { middlewareMode: true, hmr: { server } },
    appType: "custom",
    // Otherwise Vite discovers dependencies per page and reloads a page that has two copies of React.
    optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.tsx"] },
  });
  // Remix starts a second Vite whose listener would exit before requests in progress finish.
  for (const listener of process.listeners("SIGTERM")) {
    if (!listeners.includes(listener)) process.off("SIGTERM", listener);
  }
  const build = async (): Promise<ServerBuild> => ({
    ...((await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild),
    basename: `${basePath}/`,
  });
  const router = Router();

  // Vite removes the base path itself.
  router.use((request, _response, next) => {
    request.url = basePath + request.url;
    next();
  });
  router.use(vite.middlewares);
  router.all("*", serveRemix(build, "development", deps));

  return { router, close: () => vite.close() };
}

/** Whether an upgrade request belongs to Vite's hot reload. */
export function isHotReload({ headers }: IncomingMessage): boolean {
  return /^vite-(hmr|ping)$/.test(headers["sec-websocket-protocol"] ?? "");
}
