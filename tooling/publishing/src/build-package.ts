import { execFile } from "node:child_process";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { BuildOptions } from "esbuild";
import { build } from "esbuild";

export interface PackageToBuild {
  /** The folder of the package. Its `tsconfig.build.json` emits declarations only. */
  root: string;
  /** The entries, relative to `src`, such as `node/index.ts`. */
  entries: readonly string[];
  /** How an entry is bundled, besides its format. */
  getOptions: (entry: string) => BuildOptions;
}

/** Builds each entry to `dist` as an ES module and as CommonJS, with declarations for both. */
export async function buildPackage({ root, entries, getOptions }: PackageToBuild): Promise<void> {
  const folder = join(root, "dist");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeDeclarations(root, folder, entries),
    ...entries.flatMap((entry) =>
      (["esm", "cjs"] as const).map((format) =>
        build({
          ...getOptions(entry),
          entryPoints: [join(root, "src", entry)],
          outfile: join(folder, entry.replace(/\.ts$/, format === "esm" ? ".js" : ".cjs")),
          bundle: true,
          format,
          legalComments: "none",
          logLevel: "error",
          write: true,
        }),
      ),
    ),
  ]);
}

/** The compiler keeps `.ts` in import paths, but the package contains only declarations and JavaScript. */
async function writeDeclarations(root: string, folder: string, entries: readonly string[]): Promise<void> {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = join(root, "tsconfig.build.json");
  await promisify(execFile)(process.execPath, [tsc, "-p", project, "--outDir", folder], { cwd: root });

  const reachable = new Set<string>();
  for (const entry of entries) await findReachable(join(folder, entry.replace(/\.ts$/, ".d.ts")), reachable);
  for await (const name of glob("**/*.d.ts", { cwd: folder })) {
    const file = join(folder, name);
    if (!reachable.has(file)) {
      await rm(file);
      continue;
    }
    const text = await readFile(file, "utf8");
    await writeFile(file, withExtension(text, ".js"));
    await writeFile(file.replace(/\.d\.ts$/, ".d.cts"), withExtension(text, ".cjs"));
  }
}

// Not in a line of JSDoc: examples import files of the reader.
const RELATIVE_IMPORT = /(?<!^ *\*.*)((?:from|import\() ?"\.[^"]*)\.tsx?"/gm;

function withExtension(text: string, extension: string): string {
  return text.replaceAll(RELATIVE_IMPORT, `$1${extension}"`);
}

/** Adds a declaration and those that it imports. */
async function findReachable(file: string, reachable: Set<string>): Promise<void> {
  if (reachable.has(file)) return;

  reachable.add(file);
  for (const [, start = ""] of (await readFile(file, "utf8")).matchAll(RELATIVE_IMPORT)) {
    const path = start.replace(/^[^"]*"/, "");
    await findReachable(join(dirname(file), `${path}.d.ts`), reachable);
  }
}
