import { expect, test } from "vitest";
import { getDashboardSteps, getFirstEvent, getPluralTitle } from "./dashboard-steps.ts";
import { defineEvents } from "./define-events.ts";

const shop = defineEvents({
  "coupon.redeemed": { title: "Redeemed a coupon", icon: "🎟️", deprecated: "Discontinued." },
  "order.placed": { title: "Placed an order", icon: "📦", plural: "Orders", dashboardStep: 2 },
  "cart.opened": { title: "Opened a cart", icon: "🛒", dashboardStep: 1 },
});

test("the steps of the dashboard are in their own order, not in the catalog's", () => {
  expect(getDashboardSteps(shop)).toEqual(["cart.opened", "order.placed"]);
  expect(getFirstEvent(shop)).toBe("cart.opened");
});

test("without steps, people begin with the catalog's first event that is not deprecated", () => {
  const { "order.placed": order, "coupon.redeemed": coupon } = shop;

  expect(
    getFirstEvent({ "coupon.redeemed": coupon, "order.placed": { ...order, dashboardStep: undefined } }),
  ).toBe("order.placed");
  expect(getFirstEvent({})).toBeNull();
});

test("charts are headed by the plural, else by the title, else by the words of the name", () => {
  expect(getPluralTitle(shop, "order.placed")).toBe("Orders");
  expect(getPluralTitle(shop, "cart.opened")).toBe("Opened a cart");
  expect(getPluralTitle(shop, "parcel.was_sent")).toBe("Parcel was sent");
});
