import type { events } from "@admin-events/catalog";
import { createAnalytics } from "../node/index.ts";

const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });

export function onOrdered(userId: string, order: { id: string; total: number; items: number }) {
  const { id: orderId, total, items } = order;
  analytics.track("order.placed", { orderId, total, currency: "EUR", items }, { userId });
}

process.once("SIGTERM", async () => {
  const { dropped } = await analytics.shutdown(5_000);
  process.exit(dropped > 0 ? 1 : 0);
});
