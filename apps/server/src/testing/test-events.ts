import { defineEvents } from "@admin-events/catalog";
import { z } from "zod";

/** The catalog of servers in tests, whatever events the project has. */
export const testEvents = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    icon: "👋",
    metadata: z.object({ plan: z.string().default("free"), source: z.string().optional() }),
    aliases: ["user.registered"],
  },
  "user.confirmed": { title: "Confirmed email", icon: "✅" },
  "product.viewed": {
    title: "Viewed a product",
    icon: "👀",
    metadata: z.object({ sku: z.string(), price: z.number() }),
  },
  "order.placed": { title: "Placed an order", icon: "📦" },
});
