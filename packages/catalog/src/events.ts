import { z } from "zod";
import type { DescribedEvent } from "./define-events.ts";
import { defineEvents } from "./define-events.ts";

/** The events of the example shop. Replace them with your own: types, feed, charts and filters follow. */
export const events = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    icon: "👋",
    metadata: z.object({
      plan: z.enum(["free", "club"]).default("free"),
      source: z.string().optional(),
    }),
    describe: (event) => `${personIn(event)} created an account on the ${event.metadata.plan} plan`,
    aliases: ["user.registered"],
  },
  "user.confirmed": {
    title: "Confirmed e-mail",
    icon: "✅",
    metadata: z.object({ hoursToConfirm: z.number().nonnegative().optional() }),
    describe: (event) => `${personIn(event)} confirmed their e-mail address`,
  },
  "product.viewed": {
    title: "Viewed a product",
    icon: "👀",
    metadata: z.object({ sku: z.string(), category: z.string(), price: z.number().nonnegative() }),
    describe: (event) => `${personIn(event)} looked at ${event.metadata.sku}`,
  },
  "search.performed": {
    title: "Searched",
    icon: "🔎",
    metadata: z.object({ query: z.string(), results: z.int().nonnegative() }),
    describe: (event) => `${personIn(event)} searched for “${event.metadata.query}”`,
  },
  "cart.item_added": {
    title: "Added to cart",
    icon: "🛒",
    metadata: z.object({ sku: z.string(), quantity: z.int().positive(), price: z.number().nonnegative() }),
    describe: (event) =>
      `${personIn(event)} put ${event.metadata.quantity} × ${event.metadata.sku} in the cart`,
  },
  "checkout.started": {
    title: "Started checkout",
    icon: "💳",
    metadata: z.object({ items: z.int().positive(), total: z.number().nonnegative() }),
    describe: (event) => `${personIn(event)} went to the checkout with ${event.metadata.items} items`,
  },
  "order.placed": {
    title: "Placed an order",
    icon: "📦",
    metadata: z.object({
      orderId: z.string(),
      total: z.number().nonnegative(),
      currency: z.string().length(3),
      items: z.int().positive(),
    }),
    describe: (event) =>
      `${personIn(event)} ordered for ${event.metadata.total.toFixed(2)} ${event.metadata.currency}`,
  },
  "order.refunded": {
    title: "Refunded an order",
    icon: "↩️",
    metadata: z.object({ orderId: z.string(), total: z.number().nonnegative(), reason: z.string() }),
    describe: (event) =>
      `${personIn(event)} was refunded ${event.metadata.total.toFixed(2)}: ${event.metadata.reason}`,
  },
  "plan.changed": {
    title: "Changed plan",
    icon: "🔁",
    metadata: z.object({ from: z.enum(["free", "club"]), to: z.enum(["free", "club"]) }),
    describe: (event) => `${personIn(event)} moved from ${event.metadata.from} to ${event.metadata.to}`,
  },
  "newsletter.subscribed": {
    title: "Subscribed to the newsletter",
    icon: "📰",
    metadata: z.object({ source: z.string(), email: z.string().optional() }),
    describe: (event) => `${personIn(event)} wants the newsletter`,
    pii: ["email"],
  },
  "support.ticket_opened": {
    title: "Asked for help",
    icon: "🛟",
    metadata: z.object({ topic: z.string() }),
    describe: (event) => `${personIn(event)} asked about ${event.metadata.topic}`,
  },
  "coupon.redeemed": {
    title: "Redeemed a coupon",
    icon: "🎟️",
    metadata: z.object({ code: z.string() }),
    describe: (event) => `${personIn(event)} used the coupon ${event.metadata.code}`,
    deprecated: "Coupons ended; discounts are part of order.placed.",
  },
});

function personIn({ user }: Pick<DescribedEvent, "user">): string {
  return user?.name ?? user?.email ?? "Someone";
}
