import type { Router } from "express";
import type { Server } from "node:http";
import { createBuiltPanel } from "./built-panel.ts";
import type { LoadContext } from "./load-context.ts";
import { createDevPanel } from "./dev-panel.ts";

export interface Panel {
  router: Router;
  close: () => Promise<void>;
}

export interface PanelOptions {
  development: boolean;
  server: Server;
  getLoadContext: LoadContext;
}

/** Serves the panel from its sources in development, otherwise from its build. @throws {PanelMissingError} */
export async function openPanel({ development, server, getLoadContext }: PanelOptions): Promise<Panel> {
  if (development) return createDevPanel(server, getLoadContext);

  return { router: await createBuiltPanel(getLoadContext), close: () => Promise.resolve() };
}
