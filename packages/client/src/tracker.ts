import type { BrowserAnalytics } from "./browser/types.ts";
import type { Capture } from "./capture.ts";
import type { IdentityStore } from "./identity-store.ts";
import { readProperties } from "./serialize.ts";
import type { TrackOptions } from "./types.ts";

/** Creates `track`, `identify`, `alias` and `group`. Each captures one item. */
export function createTracker<C>(
  capture: Capture,
  store: IdentityStore,
): Pick<BrowserAnalytics<C>, "track" | "identify" | "alias" | "group"> {
  return {
    track(name, ...[metadata, trackOptions]: [metadata?: object, options?: TrackOptions]) {
      const { userId, ...options } = trackOptions ?? {};
      const identity = store.getIdentity();

      return capture({
        ...options,
        type: "track",
        name,
        ...identity,
        ...(userId !== undefined &&
          userId !== identity.userId && { userId: userId ?? undefined, signature: undefined }),
        metadata: { ...store.getMetadata?.(), ...readProperties(metadata) },
      });
    },

    identify(userId, traits, identityOptions) {
      const options = identityOptions ?? {};
      store.setUser(userId, options);
      if (userId !== null) capture({ type: "identify", ...store.getIdentity(), ...options, userId, traits });
    },

    alias(userId, previousId = store.getIdentity().anonymousId, options) {
      capture({ type: "alias", userId, previousId, signature: options?.signature });
    },

    group(groupType, groupId, traits) {
      store.setGroup(groupType, groupId);
      capture({ type: "group", ...store.getIdentity(), groupType, groupId, traits });
    },
  };
}
