import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { chooseDashboardEvents } from "./choose-dashboard-events.ts";

const shop = defineEvents({
  "order.placed": { title: "Placed an order", icon: "📦", dashboardStep: 2 },
  "cart.opened": { title: "Opened a cart", icon: "🛒", dashboardStep: 1 },
});
const blog = defineEvents({
  "post.read": { title: "Read", icon: "👀" },
  "post.liked": { title: "Liked", icon: "❤️" },
});
const stored = (counts: Record<string, number>, deprecated: string | null = null) =>
  Object.entries(counts).map(([name, count]) => ({ name, count, deprecated }));

test("the dashboard has the steps of the catalog, with events and before the first one", () => {
  expect(
    chooseDashboardEvents(shop, stored({ "order.placed": 1, "cart.opened": 0, "post.read": 9 })),
  ).toEqual(["cart.opened", "order.placed"]);
  expect(chooseDashboardEvents(shop, [])).toEqual(["cart.opened", "order.placed"]);
});

test("without steps that have happened, it has three events that have, the catalog's first", () => {
  const counts = { "x.rare": 1, "x.often": 50, "x.most": 99, "post.liked": 2, "post.read": 1 };

  expect(chooseDashboardEvents(blog, stored(counts))).toEqual(["post.read", "post.liked", "x.most"]);
  expect(chooseDashboardEvents(shop, stored({ "x.rare": 1, "x.often": 50 }))).toEqual(["x.often", "x.rare"]);
});

test("without any event, or with deprecated ones only, there is nothing to choose", () => {
  expect(chooseDashboardEvents(blog, stored({ "post.read": 0 }))).toEqual([]);
  expect(chooseDashboardEvents(blog, stored({ "post.read": 7 }, "Gone."))).toEqual([]);
});
