import { expect, test } from "vitest";
import { findIncompleteAreas } from "./find-incomplete-areas.ts";

const point = (label: string, incomplete = false) => ({ label, incomplete });

test("the curve from and to an incomplete point is marked", () => {
  expect(findIncompleteAreas([point("a", true), point("b"), point("c"), point("d", true)])).toEqual([
    { from: "a", to: "b" },
    { from: "c", to: "d" },
  ]);
  expect(findIncompleteAreas([point("a"), point("b")])).toEqual([]);
  expect(findIncompleteAreas([point("a", true)])).toEqual([]);
});
