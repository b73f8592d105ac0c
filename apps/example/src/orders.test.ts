import { expect, test } from "vitest";
import { registerCustomer } from "./customers.ts";
import { placeOrder } from "./orders.ts";
import { findProduct } from "./products.ts";
import { Order } from "./tables.ts";
import type { OpenDatabase } from "./testing/open-database.ts";
import { openDatabase, silentLog } from "./testing/open-database.ts";

const product = findProduct("ember-blend")!;

const registerAnn = ({ orm, events }: OpenDatabase) =>
  registerCustomer(orm.em.fork(), events, silentLog, {
    email: "ann@example.com",
    name: "Ann",
    plan: "club",
  });

test("an order is stored together with its event", async () => {
  await using shop = await openDatabase();
  const ann = await registerAnn(shop);

  const { id } = await placeOrder(shop.orm.em.fork(), shop.events, ann, { product, quantity: 2 });

  expect(await shop.orm.em.fork().find(Order, {})).toMatchObject([
    { id, customerId: ann.id, sku: "ember-blend", quantity: 2, totalCents: 2_610 },
  ]);
  expect((await shop.listEvents()).at(-1)).toMatchObject({
    name: "order.placed",
    userId: ann.id,
    metadata: { orderId: id, total: 26.1, currency: "EUR", items: 2 },
  });
});

test("an order is rolled back if its event is rejected", async () => {
  await using shop = await openDatabase();
  const ann = await registerAnn(shop);

  const placing = placeOrder(shop.orm.em.fork(), shop.events, ann, { product, quantity: 0 });

  await expect(placing).rejects.toThrow("items");
  expect(await shop.orm.em.fork().count(Order)).toBe(0);
  expect(await shop.listEvents()).toHaveLength(1);
});

test("the event is rolled back if the transaction of the order fails", async () => {
  await using shop = await openDatabase();
  const ann = await registerAnn(shop);

  const placing = shop.orm.em.fork().transactional(async (em) => {
    await placeOrder(em, shop.events, ann, { product, quantity: 1 });
    throw new Error("The payment failed.");
  });

  await expect(placing).rejects.toThrow("The payment failed.");
  expect(await shop.orm.em.fork().count(Order)).toBe(0);
  expect(await shop.listEvents()).toHaveLength(1);
});
