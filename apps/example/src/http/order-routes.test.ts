import { expect, test } from "vitest";
import type { Order } from "../orders/order-book.ts";
import type { OpenShop } from "../testing/open-shop.ts";
import { openShop } from "../testing/open-shop.ts";
import type { Visitor } from "../testing/visitor.ts";
import { tokenIn, visit } from "../testing/visitor.ts";

const lines = [{ sku: "ember-blend", quantity: 2 }];

test("an order is priced by the shop, kept, and tracked with its user", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop, "club");

  const order = (await visitor.post("/orders", { lines })).body as Order;

  expect(order).toMatchObject({ items: 2, total: 26.1, refundReason: null });
  expect(await visitor.get("/me")).toMatchObject({ body: { orders: [{ id: order.id }] } });
  expect(await shop.sent()).toMatchObject([
    {
      name: "order.placed",
      userId: order.userId,
      metadata: { orderId: order.id, total: 26.1, currency: "EUR", items: 2 },
    },
  ]);
});

test.each([[[]], [[{ sku: "moon-rock", quantity: 1 }]]])(
  "a cart with nothing to buy is refused: %o",
  async (lines) => {
    await using shop = await openShop();
    const visitor = await signIn(shop);

    expect(await visitor.post("/orders", { lines })).toEqual({
      status: 400,
      body: { error: "Your cart is empty." },
    });
  },
);

test("an order is refunded once", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);
  const order = (await visitor.post("/orders", { lines })).body as Order;

  const first = await visitor.post(`/orders/${order.id}/refund`, { reason: "late" });
  const second = await visitor.post(`/orders/${order.id}/refund`, { reason: "late" });

  expect(first).toMatchObject({ status: 200, body: { refundReason: "late" } });
  expect(second.status).toBe(409);
  expect(await shop.sent()).toMatchObject([
    { name: "order.placed" },
    { name: "order.refunded", metadata: { orderId: order.id, total: 29, reason: "late" } },
  ]);
});

test("nobody can refund somebody else's order", async () => {
  await using shop = await openShop();
  const ann = await signIn(shop, "free", "ann@example.com");
  const bob = await signIn(shop, "free", "bob@example.com");
  const order = (await ann.post("/orders", { lines })).body as Order;

  expect(await bob.post(`/orders/${order.id}/refund`, { reason: "mine" })).toMatchObject({ status: 404 });
});

async function signIn(shop: OpenShop, plan = "free", email = "ann@example.com"): Promise<Visitor> {
  const visitor = visit(shop.url);
  await visitor.post("/register", { email, name: "Ann", plan });
  await visitor.post("/sign-in", { token: tokenIn(await shop.linkIn(email)) });

  return visitor;
}
