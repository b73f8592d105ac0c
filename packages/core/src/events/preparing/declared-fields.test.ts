import { expect, test } from "vitest";
import { toMetadataSchema } from "../../declared-catalogs/to-definition.ts";
import { getDeclaredFields } from "./declared-fields.ts";

test("a schema whose references to itself multiply is read as far as it is useful", () => {
  const references = Array.from({ length: 1_000 }, () => ({ $ref: "#/$defs/tree" }));
  const schema = toMetadataSchema({
    type: "object",
    $defs: { tree: { anyOf: references } },
    properties: { tree: { $ref: "#/$defs/tree" }, token: { type: "string" } },
  });

  expect([...getDeclaredFields(schema).fields.keys()]).toEqual(["tree", "token"]);
});
