import { expect, test } from "vitest";
import { defineFeatures, getFeature } from "./define-features.ts";

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
])("the feature of the route %s is %s", (route, feature) => {
  expect(getFeature(features, route)).toBe(feature);
});

test("an entry that can never match throws an error that says what to do", () => {
  expect(() =>
    defineFeatures([
      { prefix: "/api", feature: "API" },
      { prefix: "/api/orders", feature: "Orders" },
    ]),
  ).toThrow(
    'The prefix "/api/orders" never matches, because "/api" comes first. Move "/api/orders" before it.',
  );
});
