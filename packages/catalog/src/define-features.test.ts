import { expect, test } from "vitest";
import { defineFeatures, featureOf } from "./define-features.ts";

const features = defineFeatures([
  { prefix: "/api/orders/:id/refund", feature: "Refunds" },
  { prefix: "/api/orders", feature: "Orders" },
  { prefix: "funnel", feature: "Dashboard" },
  { prefix: "users", feature: "People" },
]);

test.each([
  ["/api/orders", "Orders"],
  ["/api/orders/:id", "Orders"],
  ["/api/orders/:id/refund", "Refunds"],
  ["/api/orders-of-old", "Other"],
  ["users.get", "People"],
  ["users", "People"],
  ["usersets.get", "Other"],
  ["", "Other"],
])("the route %s belongs to %s, by the first prefix that ends where a part ends", (route, feature) => {
  expect(featureOf(features, route)).toBe(feature);
});

test("an entry that nothing can reach is refused with what to do", () => {
  expect(() =>
    defineFeatures([
      { prefix: "/api", feature: "API" },
      { prefix: "/api/orders", feature: "Orders" },
    ]),
  ).toThrow('Nothing ever reaches the prefix "/api/orders", because "/api" stands before it. Put it first.');
});
