import { expect, test } from "vitest";
import { looksLikeEmail, sendProblem, signInProblem } from "./sign-in-words.ts";

test("addresses are told from texts that cannot be one", () => {
  expect(["ann@example.org", "admin@localhost", "a+b@c.co"].every(looksLikeEmail)).toBe(true);
  expect(["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org"].some(looksLikeEmail)).toBe(
    false,
  );
});

test.each([
  ["EXPIRED_TOKEN", /expired/],
  ["INVALID_TOKEN", /expired/],
  ["not-admin", /Ask an admin/],
  ["something", /Have a new one sent/],
])("the error %s is told with what to do", (error, words) => {
  expect(signInProblem(error)).toMatch(words);
});

test("no error, no words", () => {
  expect(signInProblem(null)).toBeNull();
});

test("a mail that was not sent tells why, without the reason inside", () => {
  expect(sendProblem(Object.assign(new Error("x"), { code: "FORBIDDEN" })).status).toBe(403);
  expect(sendProblem(Object.assign(new Error("x"), { code: "TOO_MANY_REQUESTS" })).status).toBe(429);
  expect(sendProblem(new Error("connect ECONNREFUSED smtp")).message).not.toContain("ECONNREFUSED");
});
