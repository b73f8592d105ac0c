import { expect, test } from "vitest";
import { changeBetween } from "./change-between.ts";

test.each([
  [80, 100, 0.25, false],
  [100, 0, -1, false],
  [0, 0, 0, false],
  [0, 5, null, true],
  [null, 5, null, false],
  [5, null, null, false],
])("from %s to %s is a change of %s, new: %s", (before, now, change, isNew) => {
  expect(changeBetween(before, now)).toEqual({ change, isNew });
});
