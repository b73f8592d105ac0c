import type { events } from "@admin-events/catalog";
import type { Analytics } from "@admin-events/client";
import { createAnalytics } from "@admin-events/client";
import { createPages } from "@admin-events/client/pages";
import type { Me } from "./api.ts";

/** What the pages use to track. */
export type Tracking = Pick<Analytics<typeof events>, "track" | "identify">;

/**
 * The browser's analytics client, already knowing who is signed in and telling of every page that is shown; one
 * that does nothing when the shop does not track.
 */
export function createTracking({ analytics, ...me }: Me): Tracking {
  if (!analytics) return { track: () => "", identify: () => {} };

  const client = createAnalytics<typeof events>(analytics);
  tellWhoItIs(client, me);
  createPages(client).watch({ history: true });

  return client;
}

/** Names the signed-in user with the shop's proof; nobody when nobody is signed in. */
export function tellWhoItIs(
  tracking: Pick<Tracking, "identify">,
  { user, signature }: Pick<Me, "user" | "signature">,
): void {
  // The shop keeps what else it knows of people where Admin Events reads it, so a page has nothing to add.
  tracking.identify(user?.id ?? null, {}, { signature: signature ?? undefined });
}
