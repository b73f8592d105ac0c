import { expect, test } from "vitest";
import { isEmailLike, getSendError, getSignInError } from "./sign-in-errors.ts";

test("texts that cannot be an email are rejected", () => {
  expect(["ann@example.org", "admin@localhost", "a+b@c.co"].every(isEmailLike)).toBe(true);
  expect(["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org"].some(isEmailLike)).toBe(false);
});

test.each([
  ["EXPIRED_TOKEN", /expired/],
  ["INVALID_TOKEN", /expired/],
  ["not-admin", /Ask an admin/],
  ["something", /Request a new link/],
])("the error %s says what to do", (error, message) => {
  expect(getSignInError(error)).toMatch(message);
});

test("without an error there is no message", () => {
  expect(getSignInError(null)).toBeNull();
});

test("an unsent email has a status and a message without internal details", () => {
  expect(getSendError(Object.assign(new Error("x"), { code: "FORBIDDEN" })).status).toBe(403);
  expect(getSendError(Object.assign(new Error("x"), { code: "TOO_MANY_REQUESTS" })).status).toBe(429);
  expect(getSendError(new Error("connect ECONNREFUSED smtp")).message).not.toContain("ECONNREFUSED");
});
