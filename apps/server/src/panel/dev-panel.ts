import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import { Router } from "express";
import type { IncomingMessage, Server } from "node:http";
import type { LoadContext } from "./load-context.ts";
import type { Panel } from "./open-panel.ts";
import { panelFolder } from "./panel-files.ts";

/** The panel from its sources: every change shows at once. */
export async function panelInDevelopment(server: Server, getLoadContext: LoadContext): Promise<Panel> {
  const { createServer } = await import("vite");
  const listeners = process.listeners("SIGTERM");
  const vite = await createServer({
    root: panelFolder,
    server: { middlewareMode: true, hmr: { server } },
    appType: "custom",
    // Else Vite finds the dependencies page by page, and reloads a half-loaded page with two Reacts in it.
    optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.tsx"] },
  });
  // Remix's second Vite would end the process before this server has finished what is under way.
  for (const listener of process.listeners("SIGTERM")) {
    if (!listeners.includes(listener)) process.off("SIGTERM", listener);
  }
  const build = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
  const router = Router();

  router.use(vite.middlewares);
  router.all("*", createRequestHandler({ build, mode: "development", getLoadContext }));

  return { router, close: () => vite.close() };
}

/** Whether a WebSocket is the one over which Vite tells browsers of changes. */
export function isHotReload({ headers }: IncomingMessage): boolean {
  return /^vite-(hmr|ping)$/.test(headers["sec-websocket-protocol"] ?? "");
}
