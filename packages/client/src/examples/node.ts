import type { events } from "@admin-events/catalog";
import { createAnalytics, signUserId } from "../node/index.ts";

const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });

/** For `app.use(…)`: whatever is tracked while Express answers a request carries its user and path. */
export const withUser = analytics.express((request: ShopRequest) => ({ userId: request.user?.id }));

/** Called while a request is answered. */
export function onOrdered(order: { id: string; total: number; items: number }) {
  const { id: orderId, total, items } = order;
  analytics.track("order.placed", { orderId, total, currency: "EUR", items });
}

/** Called from a queue: there is no request, so the user is named. */
export function onRefunded(userId: string, refund: { orderId: string; total: number; reason: string }) {
  analytics.track("order.refunded", refund, { userId });
}

/** For the page of the signed-in user: `analytics.identify(user.id, {}, { signature })` there is believed. */
export function proofFor(user: { id: string }, signingSecret: string) {
  return signUserId(signingSecret, user.id);
}

process.once("SIGTERM", async () => {
  const { dropped } = await analytics.shutdown(5_000);
  process.exit(dropped > 0 ? 1 : 0);
});

interface ShopRequest {
  method: string;
  url: string;
  user?: { id: string };
}
