import { expect, test } from "vitest";
import { isEventName, isEventNamePattern, matchesEventName } from "./event-name.ts";

test.each(["user.signed_up", "post.comment.liked", "t2.x", "receipt.04_check"])(
  "%s is an event name",
  (name) => {
    expect(isEventName(name)).toBe(true);
  },
);

test.each([
  "",
  "signup",
  "User.signed_up",
  "user.signed-up",
  "user.",
  ".user",
  "user..x",
  "user signed.up",
  "2fa.used",
])("%j is not an event name", (name) => {
  expect(isEventName(name)).toBe(false);
});

test("an event name has at most 200 characters", () => {
  expect(isEventName(`a.${"b".repeat(198)}`)).toBe(true);
  expect(isEventName(`a.${"b".repeat(199)}`)).toBe(false);
});

test("a pattern is a name, a subject or *", () => {
  expect(["user.signed_up", "user.*", "post.comment.*", "*"].every(isEventNamePattern)).toBe(true);
  expect(["user*", "*.signed_up", "user.**", "User.*", ".*", ""].some(isEventNamePattern)).toBe(false);
});

test("a subject pattern matches only names below it", () => {
  expect(matchesEventName("post.*", "post.liked")).toBe(true);
  expect(matchesEventName("post.*", "post.comment.liked")).toBe(true);
  expect(matchesEventName("post.*", "poster.liked")).toBe(false);
  expect(matchesEventName("post.liked", "post.liked")).toBe(true);
  expect(matchesEventName("*", "anything.at_all")).toBe(true);
});
