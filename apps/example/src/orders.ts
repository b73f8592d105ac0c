import type { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import type { Events } from "@admin-events/core/events";
import type { EntityManager } from "@admin-events/db";
import { randomBytes } from "node:crypto";
import type { Product } from "./products.ts";
import { getTotalCents } from "./products.ts";
import type { Customer } from "./tables.ts";
import { Order } from "./tables.ts";

/**
 * Places an order. The order and `order.placed` are one transaction: both are stored, or neither.
 *
 * @throws {Error} if the order or its event cannot be stored.
 */
export async function placeOrder(
  em: EntityManager,
  events: Pick<Events<typeof catalog>, "track">,
  customer: Pick<Customer, "id" | "plan">,
  { product, quantity }: { product: Product; quantity: number },
): Promise<Order> {
  return em.transactional(async (em) => {
    const order = em.create(Order, {
      id: `CC-${randomBytes(4).toString("hex").toUpperCase()}`,
      customerId: customer.id,
      sku: product.sku,
      quantity,
      totalCents: getTotalCents(product, quantity, customer.plan),
      placedAt: new Date(),
    });
    await em.flush();

    await events.track(em, "order.placed", {
      userId: customer.id,
      metadata: { orderId: order.id, total: order.totalCents / 100, currency: "EUR", items: quantity },
    });
    return order;
  });
}
