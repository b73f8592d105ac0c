import { createAnalytics } from "@admin-events/client";
import { AnalyticsProvider } from "@admin-events/client/react";
import { fireEvent, render } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Item } from "@admin-events/client";
import type { Me } from "./api.ts";
import { createTracking, identifyCustomer } from "./create-tracking.ts";
import { Shop } from "./shop.tsx";

const visitor: Me = { customer: null, signature: null, orders: [], analytics: null, mailboxUrl: null };
const ann = { id: "ann", email: "ann@example.com", name: "Ann", plan: "club" } as const;
const member: Me = { ...visitor, customer: ann, signature: "proof", analytics: { url: "", key: "pk_1" } };

/** A client that keeps what it captures and sends nothing. */
function createCapturingClient(me: Me) {
  const items: Item[] = [];
  const beforeSend = (item: Item) => {
    items.push(item);
    return null;
  };
  const analytics = createAnalytics({ url: "", key: "", persistence: "memory", beforeSend });
  identifyCustomer(analytics, me);

  return { analytics, items };
}

test("a product page tracks a page view and the product, with customer, plan and membership", () => {
  const { analytics, items } = createCapturingClient(member);

  render(
    <AnalyticsProvider client={analytics}>
      <Shop me={member} path="/products/ember-blend" />
    </AnalyticsProvider>,
  );

  expect(items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["identify", "group", "page", "track"]),
  );
  expect(items.find(({ type }) => type === "identify")).toMatchObject({
    userId: "ann",
    signature: "proof",
    traits: { email: "ann@example.com", name: "Ann" },
  });
  expect(items.find(({ type }) => type === "track")).toMatchObject({
    name: "product.viewed",
    userId: "ann",
    metadata: {
      sku: "ember-blend",
      category: "beans",
      price: 14.5,
      isMember: true,
      groups: { plan: "club" },
    },
  });
});

test("after opting out nothing is tracked; opting in identifies the customer again", () => {
  const { analytics, items } = createCapturingClient(member);
  const { getByLabelText } = render(
    <AnalyticsProvider client={analytics}>
      <Shop me={member} path="/" />
    </AnalyticsProvider>,
  );
  const choice = getByLabelText("Allow analytics");

  fireEvent.click(choice);
  items.length = 0;
  analytics.track("product.viewed");
  expect(items).toEqual([]);

  fireEvent.click(choice);
  expect(items).toMatchObject([{ type: "identify", userId: "ann" }, { type: "group" }]);
});

test("without keys the browser's client sends nothing", async () => {
  const analytics = createTracking(visitor);

  analytics.track("product.viewed", { sku: "ember-blend", category: "beans", price: 14.5 });

  expect(await analytics.flush()).toEqual({ waiting: 0 });
});

test("visitors are asked to sign in before they order", () => {
  const { analytics } = createCapturingClient(visitor);
  const { queryByRole, getByText } = render(
    <AnalyticsProvider client={analytics}>
      <Shop me={visitor} path="/products/ember-blend" />
    </AnalyticsProvider>,
  );

  expect(queryByRole("button", { name: "Place order" })).toBeNull();
  expect(getByText("create an account").getAttribute("href")).toBe("/register");
});

test("an unknown path is not found", () => {
  const { analytics } = createCapturingClient(visitor);
  const { getByRole } = render(
    <AnalyticsProvider client={analytics}>
      <Shop me={visitor} path="/moon" />
    </AnalyticsProvider>,
  );

  expect(getByRole("heading", { level: 1 }).textContent).toBe("Page not found");
});
