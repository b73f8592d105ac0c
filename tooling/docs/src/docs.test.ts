import { expect, test } from "vitest";
import { findWrongCommands, readKnown } from "./check-commands.ts";
import { findBrokenLinks, getAnchors } from "./check-links.ts";
import { findTypeErrors } from "./compile-blocks.ts";
import { OTHER_LANGUAGES } from "./exceptions.ts";
import type { Page } from "./pages.ts";
import { readAllPages, readUserPages } from "./pages.ts";
import { readBlocks } from "./read-blocks.ts";

function toPage(text: string, path = "apps/docs/page.md"): Page {
  return { path, text, blocks: readBlocks(text) };
}

test("every relative link of every document leads to a file and a heading", () => {
  expect(readAllPages().flatMap(findBrokenLinks)).toEqual([]);
});

test("every command, option and variable of every page for users exists", () => {
  const known = readKnown();

  expect(readUserPages().flatMap((page) => findWrongCommands(page, known))).toEqual([]);
});

test("every block of TypeScript compiles", () => {
  expect(findTypeErrors(readUserPages())).toEqual([]);
}, 60_000);

test("every other block has a language that is run, or a reason why it is not compiled", () => {
  const languages = readUserPages().flatMap(({ blocks }) => blocks.map(({ language }) => language));

  expect(
    [...new Set(languages)].filter((name) => !/^tsx?$/.test(name) && !(name in OTHER_LANGUAGES)),
  ).toEqual([]);
});

test("wrong links, commands, options, variables and types are found, with their line", () => {
  const page = toPage(
    [
      "# Title",
      "[one](missing.md) [two](#other) [three](#title)",
      "`pnpm nothing`, `pnpm cli keys lost` and `WRONG_NAME`",
      "```sh",
      "pnpm test",
      "pnpm cli keys create a --color red",
      "```",
      "```ts",
      "const text: string = 1;",
      "export { text };",
      "```",
    ].join("\n"),
  );

  expect(findBrokenLinks(page)).toEqual([
    "apps/docs/page.md:2: missing.md does not exist",
    "apps/docs/page.md:2: #other has no such heading",
  ]);
  expect(findWrongCommands(page)).toEqual([
    "apps/docs/page.md:6: pnpm cli keys create has no option --color",
    "apps/docs/page.md:3: pnpm nothing does not exist",
    "apps/docs/page.md:3: pnpm cli keys has no command lost",
    "apps/docs/page.md:3: WRONG_NAME is not a variable of .env.example",
  ]);
  expect(findTypeErrors([page])).toEqual([
    "apps/docs/page.md:9: Type 'number' is not assignable to type 'string'.",
  ]);
}, 60_000);

test("anchors are those of GitHub", () => {
  expect([...getAnchors("# What's *new*?\n## `pnpm cli`\n## A\n## A\n")]).toEqual([
    "whats-new",
    "pnpm-cli",
    "a",
    "a-1",
  ]);
});
