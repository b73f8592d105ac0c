import type { Router } from "express";
import type { Server } from "node:http";
import { builtPanel } from "./built-panel.ts";
import type { LoadContext } from "./load-context.ts";
import { panelInDevelopment } from "./dev-panel.ts";

/** The panel, ready to answer requests. */
export interface Panel {
  router: Router;
  close: () => Promise<void>;
}

export interface PanelOptions {
  development: boolean;
  server: Server;
  getLoadContext: LoadContext;
}

/** Opens the panel from its sources in development, else from its build. @throws {PanelMissing} */
export async function openPanel({ development, server, getLoadContext }: PanelOptions): Promise<Panel> {
  if (development) return panelInDevelopment(server, getLoadContext);

  return { router: await builtPanel(getLoadContext), close: () => Promise.resolve() };
}
