import { expect, test } from "vitest";
import { findProducts } from "./find-products.ts";
import { products } from "./products.ts";

const skusOf = (found: { sku: string }[]) => found.map(({ sku }) => sku);

test("an empty query finds every product of the shelf", () => {
  expect(findProducts(" ")).toEqual(products);
  expect(skusOf(findProducts("", "bakes"))).toEqual(["salt-shortbread", "cardamom-rusks", "oat-crumble"]);
});

test("every word must occur, in any case and any order", () => {
  expect(skusOf(findProducts("FIG chocolate"))).toEqual(["ember-blend"]);
  expect(findProducts("fig jasmine")).toEqual([]);
});

test("the shelf's name counts as text of its products", () => {
  expect(skusOf(findProducts("brewing kettle"))).toEqual(["slow-kettle"]);
});
