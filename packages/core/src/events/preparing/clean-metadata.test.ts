import { expect, test } from "vitest";
import { cleanMetadata } from "./clean-metadata.ts";

test("characters that PostgreSQL rejects are removed from texts and keys", () => {
  expect(cleanMetadata({ "a\u0000": "x\u0000y", b: "lone \ud800 surrogate" })).toEqual({
    a: "xy",
    b: "lone \ufffd surrogate",
  });
});

test("values become plain JSON", () => {
  expect(
    cleanMetadata({
      date: new Date(0),
      big: 12n,
      nan: NaN,
      none: undefined,
      list: [1, undefined],
      call: () => 1,
    }),
  ).toEqual({ date: "1970-01-01T00:00:00.000Z", big: "12", nan: null, list: [1, null] });
});

test("secrets are redacted at every depth", () => {
  expect(cleanMetadata({ password: "x", user: { apiToken: "y", name: "Ann" } })).toEqual({
    password: "[redacted]",
    user: { apiToken: "[redacted]", name: "Ann" },
  });
});

test("a key named __proto__ is a key", () => {
  const cleaned = cleanMetadata(JSON.parse('{"__proto__": {"polluted": true}}'));

  expect(Object.keys(cleaned)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

const deep = { a: { b: { c: { d: { e: { f: 1 } } } } } };
const wide = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, index]));

test.each([
  [deep, /^metadata\.a\.b\.c\.d\.e: must be nested at most 5 levels deep$/],
  [wide, /^metadata: must have at most 100 keys$/],
  [{ ["k".repeat(65)]: 1 }, /keys must have at most 64 characters$/],
  [{ text: "x".repeat(8193) }, /^metadata\.text: must have at most 8192 characters$/],
  [[1], /^metadata: must be an object$/],
  ["text", /^metadata: must be an object$/],
])("%# the error names the field that exceeds a limit", (metadata, message) => {
  expect(() => cleanMetadata(metadata)).toThrow(message);
});

test("a circular object is rejected as too deep", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;

  expect(() => cleanMetadata(loop)).toThrow(/nested at most 5 levels/);
});
