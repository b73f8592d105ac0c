import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { toChangeMetadata } from "./change-metadata.ts";
import { findDifferences } from "./differences.ts";
import { isSameValue } from "./is-same-value.ts";

class Decimal {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toJSON() {
    return this.#text;
  }
}
const bytes = (...values: number[]) => new Uint8Array(values);
const loop = (name: string) => {
  const value: Record<string, unknown> = { name };
  value["self"] = value;
  return value;
};
const nest = (depth: number, value: unknown): unknown =>
  depth === 0 ? value : { inner: nest(depth - 1, value) };

test.each<[string, unknown, unknown]>([
  ["bytes of one length", bytes(1, 2), bytes(1, 3)],
  ["buffers of one length", Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
  ["floats in a typed array", new Float64Array([1]), new Float64Array([2])],
  ["an array buffer", bytes(1).buffer, bytes(2).buffer],
  ["sets", new Set([1, 2]), new Set([1, 3])],
  ["sets of objects", new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  ["maps", new Map([["a", 1]]), new Map([["a", 2]])],
  ["maps with other keys", new Map([[1, "a"]]), new Map([[2, "a"]])],
  ["an invalid date and null", new Date(Number.NaN), null],
  ["an invalid date and a date", new Date(Number.NaN), new Date(0)],
  ["dates a millisecond apart", new Date(0), new Date(1)],
  ["NaN and null", Number.NaN, null],
  ["infinities", Infinity, -Infinity],
  ["long integers", 9007199254740993n, 9007199254740992n],
  ["decimals", new Decimal("0.10"), new Decimal("0.11")],
  ["a number and its text", 1, "1"],
  ["null and an empty object", null, {}],
  ["null and an empty list", null, []],
  ["an empty list and an empty set", [], new Set()],
  ["lists in another order", [1, 2], [2, 1]],
  ["a list with a null more", [1], [1, null]],
  ["URLs", new URL("https://a.example/"), new URL("https://b.example/")],
  ["patterns", /a/, /b/],
  ["values far inside", nest(40, 1), nest(40, 2)],
  ["values far inside of a list", [nest(40, 1)], [nest(40, 2)]],
  ["objects that contain themselves", loop("a"), loop("b")],
  ["texts that end differently", `${"x".repeat(5_000)}a`, `${"x".repeat(5_000)}b`],
])("a change of %s is found and visible", (_, from, to) => {
  expect([isSameValue(from, to), isSameValue(to, from)]).toEqual([false, false]);
  const { metadata, changedFields } = toChangeMetadata(findDifferences({ value: from }, { value: to }));
  expect(changedFields.length).toBeGreaterThan(0);
  for (const field of changedFields) expect(metadata[`${field}_from`]).not.toEqual(metadata[`${field}_to`]);
});

test.each<[string, unknown, unknown]>([
  ["bytes of another class", Buffer.from([1, 2]), bytes(1, 2)],
  ["sets in another order", new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])],
  [
    "maps in another order",
    new Map([
      [1, 2],
      [3, 4],
    ]),
    new Map([
      [3, 4],
      [1, 2],
    ]),
  ],
  ["a map and an object", new Map([["a", 1]]), { a: 1 }],
  ["objects with keys in another order", { a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 }],
  ["absent and null", { a: undefined }, { a: null }],
  ["0 and -0", 0, -0],
  ["NaN", Number.NaN, Number.NaN],
  ["invalid dates", new Date(Number.NaN), new Date(Number.NaN)],
  ["a date and its text", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["a bigint and its text", 12n, "12"],
  ["a bigint and its number", 12n, 12],
  ["a decimal and its text with zeros", new Decimal("12.5"), "12.50"],
  ["decimals with zeros", new Decimal("12.5"), new Decimal("0012.500")],
  ["a decimal with an exponent", new Decimal("1.25e+30"), 1.25e30],
  ["objects that contain themselves", loop("a"), loop("a")],
])("%s are no change", (_, from, to) => {
  expect([isSameValue(from, to), isSameValue(to, from)]).toEqual([true, true]);
  expect(findDifferences({ value: from }, { value: to })).toEqual([]);
});

/** Without null, -0, bigints and empty objects, for which equality is wider than that of Node. */
const value = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 1 }),
    fc.boolean(),
    fc.constant(Number.NaN),
    fc.date({ min: new Date(0), max: new Date(1e13) }),
    fc.uint8Array({ maxLength: 4 }),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { minKeys: 1, noNullPrototype: true }),
    fc.array(tie("leaf"), { maxLength: 3 }).map((items) => new Set(items)),
    fc
      .array(fc.tuple(fc.integer({ min: 1, max: 3 }), tie("value")), { minLength: 1, maxLength: 3 })
      .map((entries) => new Map(entries)),
  ),
})).value;

test("any two values that differ give a difference, and equal ones give none", () => {
  fc.assert(
    fc.property(value, value, (from, to) => {
      expect(findDifferences({ value: from }, { value: structuredClone(from) })).toEqual([]);
      const differences = findDifferences({ value: from }, { value: to });
      expect(differences.length > 0).toBe(!isDeepStrictEqual(from, to));

      const { metadata, changedFields } = toChangeMetadata(differences);
      for (const field of changedFields)
        expect(metadata[`${field}_from`]).not.toEqual(metadata[`${field}_to`]);
    }),
    { numRuns: 1_000 },
  );
});
