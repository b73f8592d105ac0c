import { z } from "zod";
import type { DescribedEvent } from "./define-events.ts";
import { defineEvents } from "./define-events.ts";

/** The events of the example shop, `apps/example`. `pnpm eject-example` removes them with the shop. */
export const shopEvents = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    plural: "Sign-ups",
    dashboardStep: 1,
    icon: "👋",
    metadata: z.object({
      plan: z.enum(["free", "club"]).default("free"),
      source: z.string().optional(),
    }),
    describe: (event) => `${getUserName(event)} signed up for the ${event.metadata.plan} plan`,
    aliases: ["user.registered"],
  },
  "user.confirmed": {
    title: "Confirmed email",
    plural: "Confirmations",
    dashboardStep: 2,
    icon: "✅",
    metadata: z.object({ hoursToConfirm: z.number().nonnegative().optional() }),
    describe: (event) => `${getUserName(event)} confirmed their email address`,
  },
  "product.viewed": {
    title: "Viewed a product",
    icon: "👀",
    metadata: z.object({ sku: z.string(), category: z.string(), price: z.number().nonnegative() }),
    describe: (event) => `${getUserName(event)} viewed ${event.metadata.sku}`,
  },
  "search.performed": {
    title: "Searched",
    icon: "🔎",
    metadata: z.object({ query: z.string(), results: z.int().nonnegative() }),
    describe: (event) => `${getUserName(event)} searched for “${event.metadata.query}”`,
  },
  "cart.item_added": {
    title: "Added to cart",
    icon: "🛒",
    metadata: z.object({ sku: z.string(), quantity: z.int().positive(), price: z.number().nonnegative() }),
    describe: (event) =>
      `${getUserName(event)} added ${event.metadata.quantity} × ${event.metadata.sku} to the cart`,
  },
  "checkout.started": {
    title: "Started checkout",
    icon: "💳",
    metadata: z.object({ items: z.int().positive(), total: z.number().nonnegative() }),
    describe: (event) => `${getUserName(event)} started checkout with ${event.metadata.items} items`,
  },
  "order.placed": {
    title: "Placed an order",
    plural: "Orders",
    dashboardStep: 3,
    icon: "📦",
    metadata: z.object({
      orderId: z.string(),
      total: z.number().nonnegative(),
      currency: z.string().length(3),
      items: z.int().positive(),
    }),
    describe: (event) =>
      `${getUserName(event)} placed an order of ${event.metadata.total.toFixed(2)} ${event.metadata.currency}`,
  },
  "order.refunded": {
    title: "Refunded an order",
    icon: "↩️",
    metadata: z.object({ orderId: z.string(), total: z.number().nonnegative(), reason: z.string() }),
    describe: (event) =>
      `${getUserName(event)} got a refund of ${event.metadata.total.toFixed(2)}: ${event.metadata.reason}`,
  },
  "plan.changed": {
    title: "Changed plan",
    icon: "🔁",
    metadata: z.object({ from: z.enum(["free", "club"]), to: z.enum(["free", "club"]) }),
    describe: (event) =>
      `${getUserName(event)} changed plan from ${event.metadata.from} to ${event.metadata.to}`,
  },
  "newsletter.subscribed": {
    title: "Subscribed to the newsletter",
    icon: "📰",
    metadata: z.object({ source: z.string(), email: z.string().optional() }),
    describe: (event) => `${getUserName(event)} subscribed to the newsletter`,
    pii: ["email"],
  },
  "support.ticket_opened": {
    title: "Opened a support ticket",
    icon: "🛟",
    metadata: z.object({ topic: z.string() }),
    describe: (event) => `${getUserName(event)} opened a support ticket about ${event.metadata.topic}`,
  },
  "coupon.redeemed": {
    title: "Redeemed a coupon",
    icon: "🎟️",
    metadata: z.object({ code: z.string() }),
    describe: (event) => `${getUserName(event)} redeemed the coupon ${event.metadata.code}`,
    deprecated: "Coupons are discontinued. Discounts are part of order.placed.",
  },
});

function getUserName({ user }: Pick<DescribedEvent, "user">): string {
  return user?.name ?? user?.email ?? "Someone";
}
