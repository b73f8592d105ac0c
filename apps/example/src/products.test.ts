import { expect, test } from "vitest";
import { findProduct, getTotalCents } from "./products.ts";

const blend = findProduct("ember-blend")!;
const rusks = findProduct("cardamom-rusks")!;

test("an order costs price times quantity", () => {
  expect(getTotalCents(blend, 2, "free")).toBe(2_900);
});

test("club members pay a tenth less, exact to the cent", () => {
  expect(getTotalCents(blend, 2, "club")).toBe(2_610);
  expect(getTotalCents(rusks, 7, "club")).toBe(4_725);
});

test("an unknown SKU is not a product", () => {
  expect(findProduct("moon-rock")).toBeUndefined();
});
