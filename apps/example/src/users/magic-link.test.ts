import { expect, test } from "vitest";
import { magicToken, readMagicToken } from "./magic-link.ts";
import { sign } from "./signature.ts";

const ann = { externalId: "ann", traits: { signIns: 3 } };
const now = Date.parse("2026-03-05T12:00:00Z");

test("a token says whose it is for fifteen minutes", () => {
  const token = magicToken("secret", ann, now);

  expect(readMagicToken("secret", token, now + 14 * 60_000)).toMatchObject({ userId: "ann", signIns: 3 });
  expect(readMagicToken("secret", token, now + 15 * 60_000)).toBeNull();
});

test("a token goes into an address as it is", () => {
  const token = magicToken("secret", ann, now);

  expect(encodeURIComponent(token)).toBe(token);
});

test.each([
  ["another secret's token", magicToken("other", ann, now)],
  ["a token whose text was changed", magicToken("secret", ann, now).replace(/^./, "X")],
  ["something signed for another purpose", sign("secret", "session", ["ann", 3, now + 60_000])],
  ["something else we signed", sign("secret", "magic-link", { user: "ann" })],
  ["no token at all", ""],
  ["nonsense", "a.b.c"],
])("%s is refused", (_, token) => {
  expect(readMagicToken("secret", token, now)).toBeNull();
});
