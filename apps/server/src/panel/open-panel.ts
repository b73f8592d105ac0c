import type { Router } from "express";
import type { Server } from "node:http";
import { createBuiltPanel } from "./built-panel.ts";
import { createDevPanel } from "./dev-panel.ts";
import type { RemixDeps } from "./serve-remix.ts";

export interface Panel {
  router: Router;
  close: () => Promise<void>;
}

export interface PanelOptions extends RemixDeps {
  development: boolean;
  server: Server;
}

/** Serves the panel from its sources in development, otherwise from its build. @throws {PanelMissingError} */
export async function openPanel({ development, server, ...deps }: PanelOptions): Promise<Panel> {
  if (development) return createDevPanel(server, deps);

  return { router: await createBuiltPanel(deps), close: () => Promise.resolve() };
}
