import { expect, test } from "vitest";
import { createToken, readToken } from "./signed-tokens.ts";

const now = Date.parse("2026-03-05T12:00:00Z");
const token = createToken("secret", "link", "ann:3", now);

test("a link's token is valid for fifteen minutes", () => {
  expect(readToken("secret", "link", token, now + 14 * 60_000)).toBe("ann:3");
  expect(readToken("secret", "link", token, now + 15 * 60_000)).toBeNull();
});

test("a token needs no encoding in a URL", () => {
  expect(encodeURIComponent(token)).toBe(token);
});

test.each([
  ["signed with another secret", createToken("other", "link", "ann:3", now)],
  ["changed after signing", token.replace(/^./, "X")],
  ["signed for another purpose", createToken("secret", "session", "ann:3", now)],
  ["empty", ""],
  ["nonsense", "a.b.c"],
])("a token that is %s is rejected", (_, rejected) => {
  expect(readToken("secret", "link", rejected, now)).toBeNull();
});
