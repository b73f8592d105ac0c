import fc from "fast-check";
import { expect, test } from "vitest";
import { createColumnTypes, toTyped } from "./column-types.ts";

test.each([
  [
    ["12.50", "12.5", "13"],
    [12.5, 12.5, 13],
  ],
  [
    ["01234", "90210"],
    ["01234", "90210"],
  ],
  [
    ["true", "FALSE"],
    [true, false],
  ],
  [
    ["true", "1"],
    ["true", "1"],
  ],
  [
    ["", "7", " 8 "],
    [undefined, 7, 8],
  ],
  [
    ["9007199254740993", "1"],
    ["9007199254740993", "1"],
  ],
  [["0.30000000000000004"], [0.30000000000000004]],
  [["0.12345678901234567891"], ["0.12345678901234567891"]],
  [
    ["1e-05", "2.5E+10"],
    [1e-5, 2.5e10],
  ],
  [
    ["2e5", "7"],
    ["2e5", "7"],
  ],
  [
    ["+49", "1"],
    ["+49", "1"],
  ],
  [["1e999.5"], ["1e999.5"]],
  [["1.0e+999"], ["1.0e+999"]],
  [
    ["Infinity", "NaN"],
    ["Infinity", "NaN"],
  ],
  [["0x10"], ["0x10"]],
  [
    ["-0.5", "0"],
    [-0.5, 0],
  ],
  [["12,50"], ["12,50"]],
])("the column %j is stored as %j", (texts, values) => {
  expect(readColumn(texts)).toEqual(values);
});

test("a file with semicolons has decimal commas", () => {
  expect(readColumn(["12,50", "13", "1.5"], true)).toEqual([12.5, 13, 1.5]);
  expect(readColumn(["1,2,3"], true)).toEqual(["1,2,3"]);
});

test("all values of a column have one type, and a number is equal to its text", () => {
  const text = fc.oneof(
    fc.double().map(String),
    fc.integer().map(String),
    fc.bigInt().map(String),
    fc.stringMatching(/^[-+0-9.,e]{1,8}$/),
    fc.constantFrom("true", "false"),
  );

  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      const values = readColumn(texts);

      expect(new Set(values.map((value) => typeof value)).size).toBe(1);
      for (const [index, value] of values.entries()) {
        if (typeof value === "number") expect(value).toBe(Number(texts[index]));
        if (typeof value === "string") expect(value).toBe(texts[index]);
      }
    }),
  );
});

function readColumn(texts: readonly string[], isDecimalComma = false): unknown[] {
  const types = createColumnTypes({ isDecimalComma });
  for (const text of texts) types.add("column", text);

  return texts.map((text) => (text === "" ? undefined : toTyped(text, types.get("column"), isDecimalComma)));
}
