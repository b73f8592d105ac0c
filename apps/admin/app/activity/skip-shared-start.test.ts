import { expect, test } from "vitest";
import { skipSharedStart } from "./skip-shared-start.ts";

test("a long beginning that both texts share is skipped up to shortly before the difference", () => {
  const text = "The quick brown fox jumps over the lazy dog";

  expect(skipSharedStart(`${text}.`, `${text}!`)).toBe("…the lazy dog.");
  expect(skipSharedStart(text, `${text} twice`)).toBe("…the lazy dog");
});

test("a short beginning stays, and characters stay whole", () => {
  expect(skipSharedStart("free plan", "free trial")).toBe("free plan");
  expect(skipSharedStart(`${"🎉".repeat(40)}a`, `${"🎉".repeat(40)}b`)).toBe(`…${"🎉".repeat(12)}a`);
});
