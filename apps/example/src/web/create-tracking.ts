import type { events } from "@admin-events/catalog";
import type { BrowserAnalytics } from "@admin-events/client";
import { createAnalytics } from "@admin-events/client";
import { clubDiscount } from "../orders/price-cart.ts";
import type { Me } from "./api.ts";

/** The browser's analytics client, already knowing who is signed in; one that drops everything when the shop does not track. */
export function createTracking({ analytics, ...me }: Me): BrowserAnalytics<typeof events> {
  const client = analytics
    ? createAnalytics<typeof events>({ ...analytics, respectDoNotTrack: true })
    : createAnalytics<typeof events>({ url: "", key: "", persistence: "none", beforeSend: () => null });
  tellWhoItIs(client, me);

  return client;
}

/** Names the signed-in user with the shop's proof, and their plan; nobody when nobody is signed in. */
export function tellWhoItIs(
  analytics: Pick<BrowserAnalytics, "identify" | "group" | "register">,
  { user, signature }: Pick<Me, "user" | "signature">,
): void {
  const isMember = user?.plan === "club";

  if (user) {
    // Not the plan: the shop keeps it among the same traits, and a page must not have a say in it.
    const traits = { email: user.email, name: user.name, language: navigator.language };
    analytics.identify(user.id, traits, { signature: signature ?? undefined });
    analytics.group("plan", user.plan, { discount: isMember ? clubDiscount : 0 });
  } else {
    analytics.identify(null);
  }
  // Last, since another user means that what was registered is forgotten.
  analytics.register({ isMember });
}
