import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The panel cannot be served. The message is one sentence with what to do. */
export class PanelMissing extends Error {
  override readonly name = "PanelMissing";
}

/** The folder of the panel's package. */
export const panelFolder = dirname(
  createRequire(import.meta.url).resolve("@admin-events/admin/package.json"),
);

/** What the panel's build left for browsers. @throws {PanelMissing} when it was never built. */
export function builtFilesFolder(): string {
  const folder = join(panelFolder, "build/client");
  if (!existsSync(folder))
    throw new PanelMissing("The panel is not built yet: run `pnpm build` once, then start again.");

  return folder;
}
