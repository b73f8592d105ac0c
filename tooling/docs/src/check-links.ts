import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Page } from "./pages.ts";
import { ROOT } from "./pages.ts";
import { withoutBlocks } from "./read-blocks.ts";

const LINK = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g;

/** Finds relative links to files or headings that do not exist. @returns one message for each. */
export function findBrokenLinks(page: Page): string[] {
  const text = withoutBlocks(page.text).replaceAll(/`[^`\n]*`/g, "");

  return [...text.matchAll(LINK)].flatMap((match) => {
    const target = match[1] ?? match[2] ?? "";
    if (/^(?:\w+:|\/)/.test(target)) return [];
    const [path = "", anchor] = target.split("#");
    const isSamePage = path === "";
    const file = join(ROOT, dirname(page.path), path);
    const line = text.slice(0, match.index).split("\n").length;
    const where = `${page.path}:${line}`;

    if (!isSamePage && (relative(ROOT, file).startsWith("..") || !existsSync(file)))
      return [`${where}: ${target} does not exist`];
    if (anchor === undefined || (!isSamePage && !file.endsWith(".md"))) return [];
    const anchors = getAnchors(isSamePage ? page.text : readFileSync(file, "utf8"));
    return anchors.has(anchor) ? [] : [`${where}: ${target} has no such heading`];
  });
}

/** The anchors of a document's headings, as GitHub makes them. */
export function getAnchors(markdown: string): Set<string> {
  const anchors = new Set<string>();

  for (const [, heading = ""] of withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)) {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const anchor = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-");
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}
