import { expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";

const cart = [
  { sku: "ember-blend", quantity: 2 },
  { sku: "salt-shortbread", quantity: 1 },
];

test("a cart costs the sum of its lines", () => {
  expect(priceCart(cart, "free")).toMatchObject({ items: 3, discount: 0, total: 37.5 });
});

test("the club pays a tenth less", () => {
  expect(priceCart(cart, "club")).toMatchObject({ discount: 3.75, total: 33.75 });
});

test("sums are exact to the cent", () => {
  expect(priceCart([{ sku: "cardamom-rusks", quantity: 7 }], "club").total).toBe(47.25);
});

test("products the shop does not have are left out", () => {
  expect(priceCart([{ sku: "moon-rock", quantity: 1 }], "free")).toEqual({
    lines: [],
    items: 0,
    discount: 0,
    total: 0,
  });
});
