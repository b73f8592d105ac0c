import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { getLongNumber, parseJson } from "./parse-json.ts";
import { protectJson } from "./protect-json.ts";

// The bug appears once an object of the same shape had a key that is a backslash.
beforeAll(() => {
  for (let time = 0; time < 3; time++) JSON.parse(String.raw`[{"a":1,"\\":2},{"a":1,"b\\":2},{"\\":2}]`);
});

test("keys with escapes are read as they were written, also after a sender sent a backslash as a key", () => {
  expect(parseJson(String.raw`{"a":1,"\u00e9":2}`)).toEqual({ a: 1, é: 2 });
  expect(parseJson(String.raw`{"a":1,"\u0062" : "x\ny"}`)).toEqual({ a: 1, b: "x\ny" });
  expect(parseJson(String.raw`{"a":{"a":1,"\/":2}}`)).toEqual({ a: { a: 1, "/": 2 } });
});

test("keys with a quote, a backslash or a control character stay different from all other keys", () => {
  const keys = Object.keys(parseJson(String.raw`{"a":1,"\\":2,"\"":3,"\n":4,"\\n":5,"n":6}`) as object);

  expect(keys).toHaveLength(6);
  expect(keys).not.toContain("\\");
});

test("any JSON with harmless keys is read as JSON.parse reads it, however its keys are escaped", () => {
  const key = fc.string({ unit: "grapheme", maxLength: 5 }).filter((text) => !/["\\\p{Cc}]/u.test(text));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));

  fc.assert(
    fc.property(value, fc.boolean(), (value, isSpaced) => {
      const json = JSON.stringify(value, null, isSpaced ? 2 : undefined);
      const escaped = json.replaceAll(/[^\u0000-\u007f]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
      });

      expect(parseJson(escaped)).toEqual(JSON.parse(json));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["9007199254740993"],
  ["-9007199254740993"],
  ["12345678901234567890"],
  ["9223372036854775807"],
  ["1e400"],
  ["-1E+999"],
  ["1e-400"],
  ["12345678901234567.89"],
  ["0.1234567890123456789"],
  ["1234567890123456789012345678901234567890"],
])("%s is kept as it was written", (number) => {
  const { a, b } = parseJson(`{"a":${number},"b":[1, ${number}]}`) as { a: unknown; b: unknown[] };

  expect(getLongNumber(a)).toBe(number);
  expect(getLongNumber(b[1])).toBe(number);
});

test.each([
  ["9007199254740992"],
  ["1000000000000000000000"],
  ["1e21"],
  ["1.0e+2"],
  ["0.30000000000000004"],
  ["0.10000000000000001"],
  ["52.520006599999998"],
  ["1.7976931348623157e308"],
  ["5e-324"],
  ["0.00000000000000000000"],
  ["0e999"],
  ["1767225600123456"],
])("%s is a number", (number) => {
  expect(parseJson(`[${number}]`)).toEqual([Number(number)]);
});

test("text that looks like a long number or a key stays text", () => {
  const json = String.raw`{"a":"\",:12345678901234567890,\\\"b\":","b":", 1e999"}`;

  expect(parseJson(json)).toEqual({ a: '",:12345678901234567890,\\"b":', b: ", 1e999" });
});

test("no object of a sender passes for a long number that it is not", () => {
  expect(getLongNumber({ "\ufdd3": "<b>" })).toBeNull();
  expect(getLongNumber({ "\ufdd3": 5 })).toBeNull();
  expect(getLongNumber("5")).toBeNull();
});

test("malformed JSON is refused, and takes linear time", () => {
  const start = performance.now();

  for (const text of ['\\"'.repeat(250_000), '"'.repeat(500_000) + "\\", ":".repeat(500_000) + "\\", '{"a\\'])
    expect(() => parseJson(text)).toThrow(SyntaxError);
  expect(protectJson(`[${"1".repeat(400_000)}]`)).toContain("\ufdd3");
  expect(performance.now() - start).toBeLessThan(1_000);
});
