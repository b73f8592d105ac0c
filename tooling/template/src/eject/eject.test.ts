import { expect, test } from "vitest";
import { removeMarkedBlocks } from "./remove-marked-blocks.ts";
import { removeReferences } from "./remove-references.ts";

test("marked lines go with their marks, in every kind of comment", () => {
  expect(
    removeMarkedBlocks(
      "a\n// eject:start\nb\n// eject:end\nc\n<!-- eject:start -->\nd\n<!-- eject:end -->\n",
    ),
  ).toBe("a\nc\n");
});

test.each(["a\n// eject:start\nb", "// eject:end", "# eject:start\n# eject:start\n# eject:end"])(
  "a mark without its counterpart is an error: %j",
  (text) => {
    expect(() => removeMarkedBlocks(text)).toThrow("eject");
  },
);

test("a document loses rows, code lines and phrases about the shop, and keeps the others", () => {
  const document = `# Title

The [example shop](apps/example/README.md) is complete. Handlers run later: see
the next page.

| a | b |
| - | - |
| shop | [read](../example/src/a.ts) |
| other | row |

1. First, as in [five minutes](apps/example/README.md#five).
2. Second.

\`\`\`
apps/
  server/   stays
  example/  goes
\`\`\`
`;

  expect(removeReferences(document)).toBe(`# Title

Handlers run later: see
the next page.

| a | b |
| - | - |
| other | row |

2. Second.

\`\`\`
apps/
  server/   stays
\`\`\`
`);
});
