import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { parseJson } from "../../json/index.ts";
import { createRedactor } from "../../redaction/index.ts";
import { cleanMetadata } from "./clean-metadata.ts";

const clean = (metadata: unknown) => cleanMetadata(metadata).metadata;
const getWarnings = (metadata: unknown) => cleanMetadata(metadata).warnings;

class Decimal {
  readonly #digits: string;
  constructor(digits: string) {
    this.#digits = digits;
  }
  toJSON(): string {
    return this.#digits;
  }
}

class Money {
  currency = "EUR";
  amount = new Decimal("12.50");
}

test("characters that PostgreSQL rejects are replaced in texts, with a warning", () => {
  expect(cleanMetadata({ a: "x\u0000y", b: "lone \ud800 surrogate" })).toMatchObject({
    metadata: { a: "xy", b: "lone \ufffd surrogate" },
    warnings: [expect.stringMatching(/^metadata\.a: contained NUL/), expect.stringMatching(/^metadata\.b: /)],
  });
});

test.each<[string, unknown, unknown]>([
  ["a URL", new URL("https://shop.example/a?b=c"), "https://shop.example/a?b=c"],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["a Temporal time", Temporal.PlainDate.from("2026-03-01"), "2026-03-01"],
  ["a decimal", new Decimal("0.10"), "0.10"],
  ["a class instance", new Money(), { currency: "EUR", amount: "12.50" }],
  ["bytes", Buffer.from("hi"), { type: "Buffer", data: [104, 105] }],
  ["a typed array", new Uint8Array([1, 2]), { "0": 1, "1": 2 }],
  ["boxed primitives", [Object(1), Object("a"), Object(true)], [1, "a", true]],
  ["a sparse list", [1, , 3], [1, null, 3]],
  ["undefined, functions and symbols in a list", [undefined, () => 1, Symbol("a")], [null, null, null]],
  ["minus zero", -0, 0],
  ["an object without a prototype", Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
])("%s is stored as JSON.stringify writes it", (_title, value, stored) => {
  expect(JSON.parse(JSON.stringify(clean({ value })))).toEqual({ value: stored });
  expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value: stored });
  expect(getWarnings({ value })).toEqual([]);
});

test("undefined, functions, symbols and what toJSON leaves out are no properties", () => {
  const value = { a: undefined, b: () => 1, c: Symbol("c"), d: { toJSON: () => undefined }, e: 1 };

  expect(clean(value)).toEqual({ e: 1 });
});

test("a bigint is stored as its digits", () => {
  expect(clean({ id: 9007199254740993n, boxed: Object(5n) as unknown })).toEqual({
    id: "9007199254740993",
    boxed: "5",
  });
});

test.each<[string, unknown, unknown, RegExp]>([
  ["a set", new Set([1]), {}, /^metadata\.value: is a Set, which JSON writes as \{\}; send/],
  ["a map", new Map([[1, 2]]), {}, /^metadata\.value: is a Map/],
  ["an error", new TypeError("x"), {}, /^metadata\.value: is a TypeError/],
  ["an invalid date", new Date(NaN), null, /^metadata\.value: is not a valid date/],
  ["NaN", NaN, null, /^metadata\.value: is NaN/],
  ["infinity", -Infinity, null, /^metadata\.value: is -Infinity/],
  ["an unsafe integer", 2 ** 60, 2 ** 60, /^metadata\.value: is too large .* send it as text$/],
])("%s is stored with a warning", (_title, value, stored, warning) => {
  expect(cleanMetadata({ value })).toMatchObject({
    metadata: { value: stored },
    warnings: [expect.stringMatching(warning)],
  });
});

test("what cannot be read is left out with a warning, and nothing throws", () => {
  const hostile = {
    get a() {
      throw new Error("no a");
    },
    b: {
      toJSON() {
        throw new Error("no b");
      },
    },
    c: [
      new Proxy(
        {},
        {
          get: () => {
            // eslint-disable-next-line @typescript-eslint/only-throw-error -- code of others may throw anything.
            throw "no c";
          },
        },
      ),
    ],
    d: 1,
  };

  expect(cleanMetadata(hostile)).toMatchObject({
    metadata: { c: [null], d: 1 },
    warnings: [
      "metadata.a: could not be read, so it was left out: Error: no a",
      "metadata.b: could not be read, so it was left out: Error: no b",
      "metadata.c.0: could not be read, so it was left out: no c",
    ],
  });
});

test("an object that contains itself is cut there, with a warning", () => {
  const loop: Record<string, unknown> = { plan: "pro" };
  loop["self"] = loop;
  loop["list"] = [loop];
  const shared = { a: 1 };

  expect(clean(loop)).toEqual({ plan: "pro", self: null, list: [null] });
  expect(getWarnings(loop)).toContain("metadata.self: contains itself and was stored as null");
  expect(cleanMetadata({ shared, again: shared })).toMatchObject({
    metadata: { shared, again: shared },
    warnings: [],
  });
});

test("keys like __proto__ and constructor are keys", () => {
  const json =
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"length":2}';

  expect(JSON.stringify(clean(parseJson(json)))).toBe(json);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

const wide = Object.fromEntries(Array.from({ length: 103 }, (_, index) => [`k${index}`, index]));
const longKey = "k".repeat(65);

test.each<[string, unknown, (metadata: Record<string, unknown>) => boolean, RegExp]>([
  [
    "a nested value",
    { a: { b: { c: { d: { e: { f: 1 } } } } } },
    ({ a }) => (a as { b: { c: { d: { e: string } } } }).b.c.d.e === '{"f":1}',
    /^metadata\.a\.b\.c\.d\.e: is nested more than 5 levels deep and was stored as JSON text$/,
  ],
  [
    "keys",
    wide,
    (kept) => Object.keys(kept).length === 100,
    /^metadata: has more than 100 keys in all, so 3 were/,
  ],
  [
    "a key",
    { [longKey]: 1 },
    (kept) => kept["k".repeat(64)] === 1,
    /^metadata\.k+…: the key has more than 64/,
  ],
  [
    "a text",
    { text: "x".repeat(8_193) },
    ({ text }) => text === `${"x".repeat(8_191)}…`,
    /^metadata\.text: has 8193 characters and was cut to 8192$/,
  ],
  [
    "a list",
    { list: Array.from({ length: 1_001 }, () => 1) },
    ({ list }) => (list as number[]).length === 1_000,
    /^metadata\.list: has 1001 elements and was cut to 1000$/,
  ],
  [
    "everything",
    Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [key, "é".repeat(4_000)])),
    (kept) => Buffer.byteLength(JSON.stringify(kept)) <= 32 * 1024 && Object.keys(kept).length === 5,
    /^metadata: has more than 32768 bytes as JSON, so its texts were cut to 2048 characters/,
  ],
])("%s over a limit is cut with a warning", (_title, metadata, isCut, warning) => {
  const { metadata: kept, warnings } = cleanMetadata(metadata);

  expect(kept).toSatisfy(isCut);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
});

test("two long keys that begin alike do not become one", () => {
  const { metadata, warnings } = cleanMetadata({ [`${longKey}a`]: 1, [`${longKey}b`]: 2 });

  expect(Object.values(metadata)).toEqual([1]);
  expect(warnings).toHaveLength(2);
});

test("a value nested 100,000 levels deep neither throws nor takes long", () => {
  const deep = parseJson(`${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`);

  expect(getWarnings({ deep })).toHaveLength(1);
});

test.each([[[1]], ["text"], [5], [new Date()]])("%s instead of an object is rejected", (metadata) => {
  expect(() => cleanMetadata(metadata)).toThrow("metadata: must be an object");
});

test.each([
  String.raw`{"a\"b":1}`,
  String.raw`{"x":{"a\\b":1}}`,
  String.raw`{"x":[{"a\nb":1}]}`,
  '{"a\u0085":1}',
])("the key of %s is refused", (json) => {
  expect(() => cleanMetadata(parseJson(json))).toThrow(
    /^metadata\.\S+: keys must not contain quotes, backslashes/,
  );
  expect(() => cleanMetadata(JSON.parse(json))).toThrow(
    /^metadata\.\S+: keys must not contain quotes, backslashes/,
  );
});

test("long integers are kept as text and long fractions rounded, with a warning that says to send text", () => {
  const sent = parseJson(
    '{"orderId":9007199254740993,"list":[1e400],"ratio":0.1234567890123456789,"items":3}',
  );

  expect(cleanMetadata(sent)).toMatchObject({
    metadata: { orderId: "9007199254740993", list: ["1e400"], ratio: 0.12345678901234568, items: 3 },
    warnings: [
      "metadata.orderId: is too large for a JavaScript number and was stored as text; send it as text",
      expect.stringMatching(/^metadata\.list\.0: is too large/),
      expect.stringMatching(/^metadata\.ratio: has more digits .* rounded; send it as text/),
    ],
  });
});

test("secrets are redacted wherever they are, with one warning that names the paths", () => {
  const { metadata, warnings } = cleanMetadata({
    password: "x",
    otp: 482_913,
    user: { apiToken: "y", name: "Ann" },
    list: [{ "x-api-key": "z" }],
    credentials: { username: "ann", password: "x", attempts: 3 },
    card: { number: "4111111111111111", brand: "visa" },
    usage: { input_tokens: 812, tokens: { input: 812 } },
    changes: [{ field: "password", from: "a", to: "b", by: "ann" }],
    patch: [{ op: "replace", path: "/user/password", value: "x" }],
    pair: ["password", "x"],
    rawHeaders: ["Accept", "*/*", "Cookie", "sid=1"],
    argv: ["--port", "80", "--password", "x"],
    url: "https://a.example/?token=abc",
    fields: ["password", "email"],
  });

  expect(metadata).toEqual({
    password: "[redacted]",
    otp: "[redacted]",
    user: { apiToken: "[redacted]", name: "Ann" },
    list: [{ "x-api-key": "[redacted]" }],
    credentials: { username: "[redacted]", password: "[redacted]", attempts: 3 },
    card: { number: "[redacted]", brand: "visa" },
    usage: { input_tokens: 812, tokens: { input: 812 } },
    changes: [{ field: "password", from: "[redacted]", to: "[redacted]", by: "ann" }],
    patch: [{ op: "replace", path: "/user/password", value: "[redacted]" }],
    pair: ["password", "[redacted]"],
    rawHeaders: ["Accept", "*/*", "Cookie", "[redacted]"],
    argv: ["--port", "80", "--password", "[redacted]"],
    url: "https://a.example/?token=[redacted]",
    fields: ["password", "email"],
  });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^metadata\.password, metadata\.otp, metadata\.user\.apiToken, .* and 9 more: looks like/,
    ),
  ]);
});

test("the secrets of further keys are redacted too", () => {
  expect(cleanMetadata({ nationalId: 5 }, { redactor: createRedactor(["national_id"]) }).metadata).toEqual({
    nationalId: "[redacted]",
  });
});

test("any value within the limits is stored as JSON.stringify writes it, in process and from JSON alike", () => {
  const word = fc.constantFrom(
    "plan",
    "a",
    "Größe (cm)",
    "org:resource",
    "a.b",
    "__proto__",
    "toString",
    "日本",
    "x y",
  );
  const scalar = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => !/[=/"]|\0/.test(text)),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.constant(undefined),
    fc.constant(new URL("https://shop.example/")),
    fc.constant(new Decimal("1.10")),
  );
  const level = (value: fc.Arbitrary<unknown>) =>
    fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(word, value, { maxKeys: 3 }));
  const metadata = fc.dictionary(word, level(level(level(scalar))), { maxKeys: 4 });

  fc.assert(
    fc.property(metadata, (metadata) => {
      const written = JSON.stringify(metadata);

      expect(JSON.stringify(clean(metadata))).toBe(written);
      expect(JSON.stringify(clean(parseJson(written)))).toBe(written);
    }),
  );
});

test("any hostile value is stored or refused with a ValidationError, and never takes long", () => {
  const start = performance.now();

  fc.assert(
    fc.property(
      fc.object({
        maxDepth: 8,
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withSparseArray: true,
        withObjectString: true,
        withNullPrototype: true,
        withBoxedValues: true,
      }),
      (value) => {
        let stored: unknown;
        try {
          stored = clean(value);
        } catch (error) {
          expect(error).toMatchObject({ name: "ValidationError" });
          return;
        }
        expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
      },
    ),
  );
  expect(performance.now() - start).toBeLessThan(20_000);
});

test("a secret at the place where a text is cut is redacted", () => {
  const text = `${"x ".repeat(4_080)}postgres://ann:${"secret".repeat(10)}@db.example.com`;
  const { metadata, warnings } = cleanMetadata({ text });

  expect(metadata.text).not.toContain("secretsecret");
  expect(metadata.text).toHaveLength(8_192);
  expect(warnings.join()).toContain("looks like a secret");
});
