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
  const vite = await createServer({
    root: panelFolder,
    server: { middlewareMode: true, hmr: { server } },
    appType: "custom",
  });
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
