import type { events } from "@admin-events/catalog";
import { expectTypeOf, test } from "vitest";
import type { Analytics } from "./index.ts";
import { createAnalytics } from "./index.ts";
import { createAnalytics as createNodeAnalytics } from "./node/index.ts";

const options = { url: "http://localhost:4300", key: "pk_test" };
const analytics = createAnalytics<typeof events>(options);

test("track knows the catalog's names and their metadata", () => {
  expectTypeOf(
    analytics.track("cart.item_added", { sku: "ember", quantity: 1, price: 14 }),
  ).toEqualTypeOf<string>();

  // @ts-expect-error: the catalog has no such event
  analytics.track("cart.item_eaten");

  // @ts-expect-error: a quantity is a number
  analytics.track("cart.item_added", { sku: "ember", quantity: "1", price: 14 });

  // @ts-expect-error: the price is missing
  analytics.track("cart.item_added", { sku: "ember", quantity: 1 });

  // @ts-expect-error: no such field
  analytics.track("cart.item_added", { sku: "ember", quantity: 1, price: 14, colour: "brown" });

  // @ts-expect-error: there is no such plan
  analytics.track("plan.changed", { from: "free", to: "gold" });
});

test("metadata is required exactly when the schema requires a field", () => {
  // @ts-expect-error: the schema requires a query and a number of results
  analytics.track("search.performed");

  analytics.track("user.confirmed");
  analytics.track("user.signed_up"); // its plan has a default
  analytics.track("user.signed_up", { plan: "club" }, { userId: "42", timestamp: new Date() });

  // @ts-expect-error: a user id is text
  analytics.track("user.signed_up", {}, { userId: 42 });
});

test("without a catalog any name and metadata may be tracked", () => {
  const loose = createAnalytics(options);

  loose.track("anything.happened");
  loose.track("anything.happened", { whatever: [1, 2, 3] }, { userId: null });
});

test("browsers and servers have the same members, and each its own", () => {
  const server = createNodeAnalytics<typeof events>(options);

  expectTypeOf(server).toExtend<Analytics<typeof events>>();
  expectTypeOf(analytics).toExtend<Analytics<typeof events>>();
  expectTypeOf<(typeof server)["shutdown"]>().toEqualTypeOf<
    (timeoutMs?: number) => Promise<{ sent: number; dropped: number }>
  >();
  expectTypeOf(analytics).not.toHaveProperty("shutdown");
});
