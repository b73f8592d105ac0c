import { Router } from "express";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Order } from "../orders/order-book.ts";
import { priceCart } from "../orders/price-cart.ts";
import { traitsOf } from "../users/traits.ts";
import { answer, bodyOf, Refusal } from "./refusal.ts";
import type { ShopContext } from "./shop-context.ts";
import { signedInUser } from "./signed-in-user.ts";

const cart = z.object({
  lines: z.array(z.object({ sku: z.string().max(60), quantity: z.int().min(1).max(20) })).max(50),
});
const refund = z.object({ reason: z.string().trim().min(1, { error: "Please tell us why." }).max(100) });

/** Ordering and giving back. */
export function orderRoutes(shop: ShopContext): Router {
  return Router()
    .post(
      "/orders",
      answer(async (request): Promise<Order> => {
        const user = await signedInUser(shop.fork(), shop.secret, request);
        const { lines } = bodyOf(request, cart);
        const { items, total } = priceCart(lines, traitsOf(user).plan);
        if (items === 0) throw new Refusal(400, "Your cart is empty.");

        const order = {
          id: `CC-${randomBytes(4).toString("hex").toUpperCase()}`,
          userId: user.externalId,
          placedAt: new Date().toISOString(),
          lines,
          items,
          total,
          refundReason: null,
        };
        await shop.orders.save(order);

        const metadata = { orderId: order.id, total, currency: "EUR", items };
        shop.analytics?.track("order.placed", metadata);
        return order;
      }),
    )
    .post(
      "/orders/:id/refund",
      answer(async (request): Promise<Order> => {
        const { externalId: userId } = await signedInUser(shop.fork(), shop.secret, request);
        const { reason } = bodyOf(request, refund);
        const order = shop.orders.find(userId, String(request.params.id));
        if (!order) throw new Refusal(404, "We do not know this order.");
        if (order.refundReason !== null) throw new Refusal(409, "This order was refunded already.");

        const refunded = { ...order, refundReason: reason };
        await shop.orders.save(refunded);

        const metadata = { orderId: order.id, total: order.total, reason };
        shop.analytics?.track("order.refunded", metadata);
        return refunded;
      }),
    );
}
