import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { listFiles } from "../run.ts";
import { removeMarkedBlocks } from "./remove-marked-blocks.ts";
import { removeReferences } from "./remove-references.ts";

/** What only the example shop needs. */
export const REMOVED_PATHS = [
  "apps/example",
  "packages/catalog/src/shop-events.ts",
  "tooling/demo/src/simulation",
  "tooling/demo/src/history.ts",
  "tooling/demo/src/keys.ts",
  "tooling/demo/src/shop.ts",
  "tooling/demo/src/usage-history.ts",
  "tooling/e2e/src/sdk.spec.ts",
  "tooling/e2e/src/shop.spec.ts",
  "tooling/e2e/src/usage.spec.ts",
];

const CATALOG = "packages/catalog/src/events.ts";

const STARTER_CATALOG = `import { z } from "zod";
import { defineEvents } from "./define-events.ts";

/** Your events. Types, feed, charts, filters and the dashboard follow. */
export const events = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    plural: "Sign-ups",
    dashboardStep: 1,
    icon: "👋",
    metadata: z.object({ plan: z.string().optional() }),
    describe: (event) => \`\${event.user?.name ?? event.user?.email ?? "Someone"} signed up\`,
  },
});
`;

/** Packages that tools use without an import. */
const IMPLICIT = /^(?:@types\/|@admin-events\/typescript-config$|typescript$|vitest$)/;

/** Removes the example shop from the repository at `root`. @returns the changed files, relative to it. */
export async function eject(root: string): Promise<string[]> {
  const changed: string[] = [];
  async function change(file: string, edit: (text: string) => string): Promise<void> {
    const text = await readFile(join(root, file), "utf8");
    const edited = edit(text);
    if (edited === text) return;
    await writeFile(join(root, file), edited);
    changed.push(file);
  }

  for (const path of REMOVED_PATHS) await rm(join(root, path), { recursive: true, force: true });
  await change(CATALOG, (text) => (text.includes("./shop-events.ts") ? STARTER_CATALOG : text));
  await change("packages/catalog/package.json", (text) =>
    text.replace(/,\n\s*"\.\/shop-events": "[^"]+"/, ""),
  );

  for (const file of await listFiles(root)) {
    // The tool itself writes of marks and of the shop, and decision records tell what was decided then.
    if (/^tooling\/(?:template|decisions)\//.test(file)) continue;
    if (/\.(?:[jt]sx?|json|md|yaml)$|\.env\.example$/.test(file)) {
      await change(file, (text) => (text.includes("eject:") ? removeMarkedBlocks(text) : text));
    }
    if (file.endsWith(".md")) await change(file, removeReferences);
  }
  for (const folder of ["tooling/demo", "tooling/e2e"]) {
    const sources = (await listFiles(root)).filter((file) => file.startsWith(`${folder}/src/`));
    const code = await Promise.all(sources.map((file) => readFile(join(root, file), "utf8")));
    await change(`${folder}/package.json`, (text) => removeUnused(text, code.join("\n")));
  }

  return changed;
}

function removeUnused(manifest: string, code: string): string {
  const isUsed = (name: string) =>
    IMPLICIT.test(name) || code.includes(`"${name}"`) || code.includes(`"${name}/`);
  const content = JSON.parse(manifest) as Record<string, Record<string, string>>;

  for (const kind of ["dependencies", "devDependencies"]) {
    content[kind] = Object.fromEntries(Object.entries(content[kind] ?? {}).filter(([name]) => isUsed(name)));
  }
  return `${JSON.stringify(content, null, 2)}\n`;
}
