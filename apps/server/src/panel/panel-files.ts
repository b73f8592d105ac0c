import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export class PanelMissingError extends Error {
  override readonly name = "PanelMissingError";
}

export const panelFolder = dirname(
  createRequire(import.meta.url).resolve("@admin-events/admin/package.json"),
);

/** The folder with the browser files of the panel's build. @throws {PanelMissingError} */
export function findBuildFolder(): string {
  const folder = join(panelFolder, "build/client");
  if (!existsSync(folder) || !existsSync(join(panelFolder, "build/server/index.js")))
    throw new PanelMissingError("The panel is not built. Run `pnpm build`, then start again.");

  return folder;
}
