import fc from "fast-check";
import { expect, test } from "vitest";
import { shortenPair } from "./shorten-pair.ts";

test("of long texts the stretch around the first difference is shown", () => {
  const text = "lorem ".repeat(150);

  expect(shortenPair(`${text}old`, `${text}new`, 60)).toEqual(["…lorem lorem old", "…lorem lorem new"]);
  expect(shortenPair(text, `${text}and more`, 60)).toEqual(["…lorem lorem ", "…lorem lorem and more"]);
});

test("a difference near the beginning leaves the beginning", () => {
  const rest = "x".repeat(1_000);

  expect(shortenPair(`a${rest}`, `b${rest}`, 10)).toEqual(["axxxxxxxx…", "bxxxxxxxx…"]);
});

test("a short list stays a list, and a long one becomes text around its difference", () => {
  const list = Array.from({ length: 500 }, (_, index) => index);

  expect(shortenPair(["a"], ["a", "c, d"], 100)).toEqual([["a"], ["a", "c, d"]]);
  const [from, to] = shortenPair(list, [...list.slice(0, 499), "new"], 50);
  expect([from, to]).toEqual([expect.stringMatching(/,499]$/), expect.stringMatching(/,"new"]$/)]);
});

test("two different texts never look the same, are never too long and hold no half of a character", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ unit: "grapheme" }));

  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), text, text, text, (repeats, before, a, b) => {
      fc.pre(a !== b && [before, a, b].every((each) => each.isWellFormed()));
      const prefix = `${before}🎉`.repeat(repeats);
      const [from, to] = shortenPair(prefix + a, prefix + b, 40) as [string, string];

      expect(from).not.toBe(to);
      for (const shown of [from, to])
        expect([shown.length <= 40, shown.isWellFormed()]).toEqual([true, true]);
    }),
    { numRuns: 500 },
  );
});
