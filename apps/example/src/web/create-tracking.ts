import type { shopEvents } from "@admin-events/catalog/shop-events";
import type { BrowserAnalytics } from "@admin-events/client";
import { createAnalytics } from "@admin-events/client";
import type { Me } from "./api.ts";

/** Creates the browser's analytics client. Without keys it drops everything. */
export function createTracking(me: Me): BrowserAnalytics<typeof shopEvents> {
  const analytics = me.analytics
    ? createAnalytics<typeof shopEvents>({ ...me.analytics, respectDoNotTrack: true })
    : createAnalytics<typeof shopEvents>({ url: "", key: "", persistence: "none", beforeSend: () => null });
  identifyCustomer(analytics, me);

  return analytics;
}

/** Every later event carries the customer, their plan and whether they are a member. */
export function identifyCustomer(
  analytics: Pick<BrowserAnalytics, "identify" | "group" | "register">,
  { customer, signature }: Pick<Me, "customer" | "signature">,
): void {
  if (customer) {
    const { id, email, name, plan } = customer;
    analytics.identify(
      id,
      { email, name, language: navigator.language },
      { signature: signature ?? undefined },
    );
    analytics.group("plan", plan);
  } else {
    analytics.identify(null);
  }
  // After `identify`, which clears registered properties when the user changes.
  analytics.register({ isMember: customer?.plan === "club" });
}
