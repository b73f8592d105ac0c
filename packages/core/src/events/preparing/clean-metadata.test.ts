import { expect, test } from "vitest";
import { cleanMetadata } from "./clean-metadata.ts";

test("what PostgreSQL refuses is taken out of texts and keys", () => {
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
  [deep, /^metadata\.a\.b\.c\.d\.e: is nested deeper than 5 levels$/],
  [wide, /^metadata: has more than 100 keys$/],
  [{ ["k".repeat(65)]: 1 }, /has more than 64 characters$/],
  [{ text: "x".repeat(8193) }, /^metadata\.text: is longer than 8192 characters$/],
  [[1], /^metadata: must be an object$/],
  ["text", /^metadata: must be an object$/],
])("%# beyond a limit the wrong field is named", (metadata, sentence) => {
  expect(() => cleanMetadata(metadata)).toThrow(sentence);
});

test("an object that contains itself is too deep, not endless", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;

  expect(() => cleanMetadata(loop)).toThrow(/nested deeper than 5 levels/);
});
