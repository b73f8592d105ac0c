import type { events } from "@admin-events/catalog";
import type { BrowserAnalytics } from "@admin-events/client";
import { createAnalytics } from "@admin-events/client";
import { createPages } from "@admin-events/client/pages";
import type { Me } from "./api.ts";

/** What the pages use to track. */
export type Tracking = Pick<
  BrowserAnalytics<typeof events>,
  "track" | "identify" | "register" | "optIn" | "optOut" | "isOptedOut"
>;

/**
 * The browser's analytics client, already knowing who is signed in and telling of every page that is shown; one
 * that does nothing when the shop does not track.
 */
export function createTracking({ analytics, ...me }: Me): Tracking {
  if (!analytics) return nothing;

  const client = createAnalytics<typeof events>({ ...analytics, respectDoNotTrack: true });
  tellWhoItIs(client, me);
  createPages(client).watch({ history: true });

  return client;
}

const nothing: Tracking = {
  track: () => "",
  identify: () => {},
  register: () => {},
  optIn: () => {},
  optOut: () => {},
  isOptedOut: () => true,
};

/** Names the signed-in user with the shop's proof; nobody when nobody is signed in. */
export function tellWhoItIs(
  tracking: Pick<Tracking, "identify" | "register">,
  { user, signature }: Pick<Me, "user" | "signature">,
): void {
  // The shop keeps what else it knows of people where Admin Events reads it, so a page has nothing to add.
  tracking.identify(user?.id ?? null, {}, { signature: signature ?? undefined });
  tracking.register({ isMember: user?.plan === "club" });
}
