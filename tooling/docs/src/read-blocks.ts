/** A fenced block of code. */
export interface Block {
  language: string;
  code: string;
  /** The line of the first line of code, from 1. */
  line: number;
  /** The file that the block is, named by a comment in its first line: `// src/events.ts`. */
  file: string | null;
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)\n?^\1```$/gm;
const FILE = /^\/\/ ([\w./-]+\.tsx?)$/;

export function readBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [, indent = "", language = "", indented = ""] = match;
    const code = indented.replaceAll(new RegExp(`^${indent}`, "gm"), "");
    const [firstLine = ""] = code.split("\n", 1);

    return {
      language,
      code,
      line: markdown.slice(0, match.index).split("\n").length + 1,
      file: FILE.exec(firstLine)?.[1] ?? null,
    };
  });
}

/** The document without fenced blocks, with as many lines. */
export function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(FENCE, (block) => block.replaceAll(/[^\n]/g, ""));
}
