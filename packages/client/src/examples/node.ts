import type { events } from "./events.ts";
import { createAnalytics, signUserId } from "../node/index.ts";

const analytics = createAnalytics<typeof events>({ url: "http://localhost:4300", key: "sk_…" });

/** Use with `app.use(…)`. Events tracked during a request carry its user and path. */
export const analyticsContext = analytics.express((request: ShopRequest) => ({ userId: request.user?.id }));

/** Called during a request. */
export function onOrder(order: { id: string; total: number; items: number }) {
  const { id: orderId, total, items } = order;
  analytics.track("order.placed", { orderId, total, currency: "EUR", items });
}

/** Called from a queue. There is no request, so the event names its user. */
export function onRefund(userId: string, refund: { orderId: string; total: number; reason: string }) {
  analytics.track("order.refunded", refund, { userId });
}

/** For the page of the signed-in user, which calls `analytics.identify(user.id, {}, { signature })`. */
export function createSignature(user: { id: string }, signingSecret: string) {
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
