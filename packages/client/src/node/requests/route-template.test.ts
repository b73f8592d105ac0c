import { expect, test } from "vitest";
import { replaceIds, replaceParams } from "./route-template.ts";

test.each([
  ["/", "/"],
  ["", "/"],
  ["/users/42", "/users/:id"],
  ["/users/42/posts/7?draft=1#top", "/users/:id/posts/:id"],
  ["/orders/019cbd1c-5d00-7000-8000-000000000001", "/orders/:id"],
  ["/files/507f1f77bcf86cd799439011", "/files/:id"],
  ["/orders/ord_8Zk2", "/orders/:id"],
  ["/reset/V1StGXR8_Z5jdHi6B-myT", "/reset/:id"],
  ["/people/ann%40example.com", "/people/:id"],
  ["/people/ann@example.com", "/people/:id"],
  ["/api/v1/sign-in-link", "/api/v1/sign-in-link"],
  ["/products/ember-blend", "/products/ember-blend"],
])("the path %s is recorded as %s", (path, route) => {
  expect(replaceIds(path)).toBe(route);
});

test("known parameters are replaced by their names", () => {
  expect(replaceParams("/shops/ember/orders/7", { shop: "ember", order: "7" })).toBe(
    "/shops/:shop/orders/:order",
  );
  expect(replaceParams("/people/J%C3%B6rg", { name: "Jörg" })).toBe("/people/:name");
  expect(replaceParams("/broken/%E0%A4%A", {})).toBe("/broken/:id");
});
