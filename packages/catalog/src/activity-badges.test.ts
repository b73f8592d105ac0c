import { expect, test } from "vitest";
import { actionBadgeTone, modeBadgeTone } from "./activity-badges.ts";

test.each([
  ["post.created", "good"],
  ["post.deleted", "bad"],
  ["post.updated", "warn"],
  ["password.changed", "warn"],
  ["comment.liked", "info"],
  ["user.followed", "info"],
  ["post.comment.removed", "bad"],
  ["post.constructor", "plain"],
  ["deleted", "bad"],
  ["", "plain"],
])("the badge of the action %j takes its colour from the verb: %s", (action, tone) => {
  expect(actionBadgeTone(action)).toBe(tone);
});

test.each([
  ["manual", "info"],
  ["auto", "plain"],
  ["cron", "warn"],
  ["script", "warn"],
  ["by hand", "plain"],
])("the badge of the mode %j is %s", (mode, tone) => {
  expect(modeBadgeTone(mode)).toBe(tone);
});
