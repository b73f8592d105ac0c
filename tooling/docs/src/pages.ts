import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "./read-blocks.ts";
import { readBlocks } from "./read-blocks.ts";

export const ROOT = join(import.meta.dirname, "../../..");

export interface Page {
  /** Relative to the repository, such as `apps/docs/install.md`. */
  path: string;
  text: string;
  blocks: Block[];
}

/** The pages for users, whose blocks are compiled and run. */
export function readUserPages(): Page[] {
  return readPages(["README.md", ...globSync("apps/docs/*.md", { cwd: ROOT }).sort()]);
}

/** Every Markdown document of the repository. */
export function readAllPages(): Page[] {
  const exclude = (path: string) => /(?:^|[/\\])(?:node_modules|\.\w+|dist|build|test-results)$/.test(path);

  return readPages(globSync("**/*.md", { cwd: ROOT, exclude }).sort());
}

function readPages(paths: readonly string[]): Page[] {
  return paths.map((path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    return { path: path.replaceAll("\\", "/"), text, blocks: readBlocks(text) };
  });
}
