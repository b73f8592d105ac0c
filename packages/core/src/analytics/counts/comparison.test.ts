import { expect, test } from "vitest";
import { getChange } from "./comparison.ts";

test.each([
  [112, 100, { change: 0.12, isNew: false }],
  [50, 100, { change: -0.5, isNew: false }],
  [0, 0, { change: 0, isNew: false }],
  [7, 0, { change: null, isNew: true }],
  [0, 7, { change: -1, isNew: false }],
])("the change to %d from %d", (current, previous, change) => {
  expect(getChange(current, previous)).toEqual(change);
});
