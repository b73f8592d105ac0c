import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test.each([
  ["browser", "../index.ts", "@admin-events/client"],
  ["node", "../node/index.ts", "@admin-events/client/node"],
  ["query", "../query/index.ts", "@admin-events/client/query"],
])("the README contains the %s example", async (name, source, published) => {
  const readme = await readFile(`${import.meta.dirname}/../../README.md`, "utf8");
  const example = await readFile(`${import.meta.dirname}/${name}.ts`, "utf8");

  expect(readme).toContain("```ts\n" + example.replace(source, published) + "```\n");
});
