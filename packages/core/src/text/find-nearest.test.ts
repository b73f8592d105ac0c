import { expect, test } from "vitest";
import { findNearest } from "./find-nearest.ts";

const names = ["user.signed_up", "order.placed", "orderId", "plan", "sku"];

test.each([
  ["user.singed_up", "user.signed_up"],
  ["order.place", "order.placed"],
  ["order_id", "orderId"],
  ["ORDERID", "orderId"],
  ["plna", "plan"],
  ["sk", "sku"],
  ["invoice.paid", null],
  ["size", null],
  ["x", null],
])("the nearest of %s is %s", (text, expected) => {
  expect(findNearest(text, names)).toBe(expected);
});
