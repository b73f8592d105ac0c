import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, truncateText } from "./index.ts";

const family = "👨‍👩‍👧‍👦";

test.each([
  ["abc", "abc"],
  ["abcdef", "abcd…"],
  ["abc🎉", "abc🎉"],
  ["abc🎉🎉", "abc…"],
  [`a${family}b`, "a…"],
  ["abc🇩🇪", "abc…"],
  ["ab\u0301cde\u0301", "ab\u0301c…"],
])("%s is cut to 5 characters as %s", (text, truncated) => {
  expect(truncateText(text, 5)).toBe(truncated);
});

test("a single character that is longer than the limit is cut to well-formed text", () => {
  expect(cutText(family, 4).isWellFormed()).toBe(true);
  expect(cutText(family, 4).length).toBeLessThanOrEqual(4);
  expect(cutText("abc", 0)).toBe("");
});

test("a cut text is well-formed, within the limit, and a beginning of the text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      (text, limit) => {
        const truncated = truncateText(text, limit);

        expect(truncated.length).toBeLessThanOrEqual(limit);
        expect(truncated.isWellFormed()).toBe(true);
        if (limit > 12) expect(text.startsWith(truncated.replace(/…$/, ""))).toBe(true);
      },
    ),
  );
});
