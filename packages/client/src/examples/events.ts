import { z } from "zod";

/** The events of an application, as its own file of events has them. */
export const events = {
  "user.signed_up": { metadata: z.object({ plan: z.enum(["free", "club"]).default("free") }) },
  "user.confirmed": { metadata: z.object({ hoursToConfirm: z.number().optional() }) },
  "search.performed": { metadata: z.object({ query: z.string(), results: z.int() }) },
  "cart.item_added": { metadata: z.object({ sku: z.string(), quantity: z.int(), price: z.number() }) },
  "order.placed": {
    metadata: z.object({ orderId: z.string(), total: z.number(), currency: z.string(), items: z.int() }),
  },
  "order.refunded": { metadata: z.object({ orderId: z.string(), total: z.number(), reason: z.string() }) },
  "plan.changed": { metadata: z.object({ from: z.enum(["free", "club"]), to: z.enum(["free", "club"]) }) },
  "support.ticket_opened": { metadata: z.object({ topic: z.string() }) },
};
