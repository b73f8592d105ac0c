import { expect, test } from "vitest";
import { z } from "zod";
import { formatIssue, formatIssueMessage } from "./format-issue.ts";

const schema = z.strictObject({
  id: z.string(),
  total: z.number().min(1).max(100).optional(),
  count: z.int().optional(),
  tags: z.array(z.string().max(3)).max(2).optional(),
  name: z.string().min(1).optional(),
  plan: z.enum(["free", "pro"]).optional(),
  kind: z.literal("a").optional(),
  email: z.email().optional(),
  half: z.number().multipleOf(0.5).optional(),
  above: z.number().gt(0).optional(),
  value: z.union([z.string(), z.array(z.string())]).optional(),
  own: z.string({ error: "must be your own" }).optional(),
});

test.each<[object | null | undefined, string]>([
  [{}, "id: is required"],
  [{ id: undefined }, "id: is required"],
  [{ id: null }, "id: must be a string, not null"],
  [{ id: 5 }, "id: must be a string, not a number"],
  [{ id: [] }, "id: must be a string, not a list"],
  [{ id: "1", total: "5" }, "total: must be a number, not a string"],
  [{ id: "1", total: 0 }, "total: must be at least 1"],
  [{ id: "1", total: 101 }, "total: must be at most 100"],
  [{ id: "1", above: 0 }, "above: must be more than 0"],
  [{ id: "1", count: 1.5 }, "count: must be a whole number, not a number"],
  [{ id: "1", tags: {} }, "tags: must be a list, not an object"],
  [{ id: "1", tags: ["a", "b", "c"] }, "tags: must have at most 2 elements"],
  [{ id: "1", tags: ["long"] }, "tags.0: must have at most 3 characters"],
  [{ id: "1", name: "" }, "name: must not be empty"],
  [{ id: "1", plan: "gold" }, "plan: must be one of free, pro"],
  [{ id: "1", kind: "b" }, "kind: must be a"],
  [{ id: "1", email: "ann" }, "email: must be a valid email"],
  [{ id: "1", half: 0.3 }, "half: must be a multiple of 0.5"],
  [{ id: "1", value: 5 }, "value: has none of the accepted forms"],
  [{ id: "1", value: [5] }, "value.0: must be a string, not a number"],
  [{ id: "1", own: 5 }, "own: must be your own"],
  [{ id: "1", extra: 5 }, "has the unknown property extra"],
  [null, "must be an object, not null"],
  [undefined, "is required"],
])("%j is reported as %j", (input, message) => {
  const { error } = schema.safeParse(input);

  expect(error && formatIssueMessage(error)).toBe(message);
});

test("the path is apart from the problem", () => {
  const { error } = schema.safeParse({ id: "1", tags: [5] });

  expect(error && formatIssue(error)).toEqual({ path: "tags.0", problem: "must be a string, not a number" });
});

test("an error without issues still has a message", () => {
  expect(formatIssueMessage({ issues: [] })).toBe("is not valid");
});
