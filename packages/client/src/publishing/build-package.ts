import { buildPackage } from "@admin-events/publishing";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Entry } from "./bundle-entry.ts";
import { bundleEntry, entries, getBuildOptions } from "./bundle-entry.ts";

const root = join(import.meta.dirname, "../..");

/** Builds the published package: the entries with their declarations, and the script for plain pages. */
export async function buildClient(): Promise<void> {
  const { snippet: _, ...modules } = entries;
  const entryByFile = Object.fromEntries(
    Object.entries(modules).map(([entry, file]) => [file, entry as Entry]),
  );
  await buildPackage({
    root,
    entries: Object.values(modules),
    getOptions: (file) => getBuildOptions(entryByFile[file] ?? "index"),
  });

  const { outputFiles } = await bundleEntry("snippet");
  await writeFile(join(root, "dist/admin-events.js"), outputFiles[0]!.contents);
}
