import { expect, test } from "vitest";
import { getActionBadgeTone, getModeBadgeTone } from "./activity-badges.ts";

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
])("the badge tone of the action %j is %s", (action, tone) => {
  expect(getActionBadgeTone(action)).toBe(tone);
});

test.each([
  ["manual", "info"],
  ["auto", "plain"],
  ["cron", "warn"],
  ["script", "warn"],
  ["by hand", "plain"],
])("the badge tone of the mode %j is %s", (mode, tone) => {
  expect(getModeBadgeTone(mode)).toBe(tone);
});
