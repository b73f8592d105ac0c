import { expect, test } from "vitest";
import { readProperties, serialize } from "./serialize.ts";

const write = (value: unknown): unknown => JSON.parse(serialize(value).json);

test.each<[string, unknown]>([
  ["plain values", { a: [1, "b", null, true, { c: [] }], "": 0 }],
  ["dates and URLs", [new Date(0), new URL("https://shop.example/"), new Date(NaN)]],
  ["sets, maps and bytes", [new Set([1]), new Map([[1, 2]]), new Uint8Array(2)]],
  [
    "what JSON leaves out",
    { a: undefined, b: [undefined, () => 1, Symbol("a")], c: NaN, d: { toJSON: () => undefined } },
  ],
  ["boxed values", [Object(1), Object("a"), Object(false)]],
])("%s are written as JSON.stringify writes them", (_title, value) => {
  expect(serialize(value)).toEqual({ json: JSON.stringify(value) });
  // A bigint anywhere makes the whole value be copied.
  expect(serialize({ value, big: 1n }).json).toBe(`{"value":${JSON.stringify(value)},"big":"1"}`);
});

test("a bigint is written as text, like in process", () => {
  expect(serialize({ id: 9007199254740993n })).toEqual({
    json: '{"id":"9007199254740993"}',
    isIncomplete: false,
  });
});

test("what contains itself or cannot be read is left out, and the rest is written", () => {
  const loop: Record<string, unknown> = { plan: "pro", boxed: Object(2n) };
  loop["self"] = loop;
  const hostile = {
    get a() {
      throw new Error("no");
    },
    b: {
      toJSON() {
        throw new Error("no");
      },
    },
    c: [new URL("https://shop.example/")],
  };

  expect(write(loop)).toEqual({ plan: "pro", boxed: "2" });
  expect(serialize(loop).isIncomplete).toBe(true);
  expect(write(hostile)).toEqual({ c: ["https://shop.example/"] });
});

test("a value of 100,000 levels does not throw", () => {
  const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`) as unknown;

  expect(serialize({ deep }).isIncomplete).toBe(true);
});

test("the properties of metadata are those that JSON.stringify sees", () => {
  const hostile = {
    get a() {
      throw new Error("no");
    },
    b: 1,
  };

  expect(readProperties({ toJSON: () => ({ total: "1.10" }) })).toEqual({ total: "1.10" });
  expect(readProperties(hostile)).toEqual({ b: 1 });
  expect(readProperties(undefined)).toEqual({});
});
