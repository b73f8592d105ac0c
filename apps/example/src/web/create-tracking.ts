import type { events } from "@admin-events/catalog";
import type { Analytics } from "@admin-events/client";
import { createAnalytics } from "@admin-events/client";
import type { Me } from "./api.ts";

/** What the pages use to track. */
export type Tracking = Pick<Analytics<typeof events>, "track" | "identify">;

/** The browser's analytics client, already knowing who is signed in; one that does nothing when the shop does not track. */
export function createTracking({ analytics, user }: Pick<Me, "analytics" | "user">): Tracking {
  if (!analytics) return { track: () => "", identify: () => {} };

  const client = createAnalytics<typeof events>(analytics);
  client.identify(user?.id ?? null);

  return client;
}
