import { expect, test } from "vitest";
import { placeTooltip } from "./place-tooltip.ts";

const bounds = { left: 0, top: 0, width: 400, height: 300 };
const size = { width: 120, height: 40 };

test("a tooltip stands centred above its bar", () => {
  const place = placeTooltip({ left: 190, top: 100, width: 20, height: 100 }, size, bounds);

  expect(place).toEqual({ left: 140, top: 52 });
});

test("at the edges it moves sideways instead of leaving the bounds", () => {
  const first = placeTooltip({ left: 0, top: 100, width: 20, height: 100 }, size, bounds);
  const last = placeTooltip({ left: 380, top: 100, width: 20, height: 100 }, size, bounds);

  expect([first.left, last.left]).toEqual([0, 280]);
});

test("without room above it stands below", () => {
  const place = placeTooltip({ left: 190, top: 10, width: 20, height: 30 }, size, bounds);

  expect(place.top).toBe(48);
});

test("a tooltip wider than its bounds begins where they begin", () => {
  const place = placeTooltip(
    { left: 10, top: 100, width: 20, height: 30 },
    { width: 500, height: 40 },
    bounds,
  );

  expect(place.left).toBe(0);
});
