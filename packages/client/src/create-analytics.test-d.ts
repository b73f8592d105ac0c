import type { events } from "./examples/events.ts";
import { expectTypeOf, test } from "vitest";
import type { Analytics } from "./index.ts";
import { createAnalytics } from "./index.ts";
import { createAnalytics as createNodeAnalytics } from "./node/index.ts";

const options = { url: "http://localhost:4300", key: "pk_test" };
const analytics = createAnalytics<typeof events>(options);

test("track accepts only the catalog's names and their metadata", () => {
  expectTypeOf(
    analytics.track("cart.item_added", { sku: "ember", quantity: 1, price: 14 }),
  ).toEqualTypeOf<string>();

  // @ts-expect-error: the name is not in the catalog
  analytics.track("cart.item_eaten");

  // @ts-expect-error: the quantity must be a number
  analytics.track("cart.item_added", { sku: "ember", quantity: "1", price: 14 });

  // @ts-expect-error: the price is missing
  analytics.track("cart.item_added", { sku: "ember", quantity: 1 });

  // @ts-expect-error: unknown field
  analytics.track("cart.item_added", { sku: "ember", quantity: 1, price: 14, colour: "brown" });

  // @ts-expect-error: unknown plan
  analytics.track("plan.changed", { from: "free", to: "gold" });
});

test("metadata is required only if the schema requires a field", () => {
  // @ts-expect-error: the schema requires a query and a number of results
  analytics.track("search.performed");

  analytics.track("user.confirmed");
  analytics.track("user.signed_up"); // the plan has a default
  analytics.track("user.signed_up", { plan: "club" }, { userId: "42", timestamp: new Date() });

  // @ts-expect-error: the user id must be a string
  analytics.track("user.signed_up", {}, { userId: 42 });
});

test("without a catalog, any name and metadata are accepted", () => {
  const loose = createAnalytics(options);

  loose.track("anything.happened");
  loose.track("anything.happened", { whatever: [1, 2, 3] }, { userId: null });
});

test("browser and Node clients share the members of Analytics", () => {
  const server = createNodeAnalytics<typeof events>(options);

  expectTypeOf(server).toExtend<Analytics<typeof events>>();
  expectTypeOf(analytics).toExtend<Analytics<typeof events>>();
  expectTypeOf<(typeof server)["shutdown"]>().toEqualTypeOf<
    (timeoutMs?: number) => Promise<{ sent: number; dropped: number }>
  >();
  expectTypeOf(analytics).not.toHaveProperty("shutdown");
});
