import type { Capture } from "./capture.ts";
import type { Analytics, IdentityOptions, TrackOptions, Who } from "./types.ts";

/** Where a tracker learns and keeps who is using the app. */
export interface Identity {
  who: () => Who;
  /** The user from now on; null for nobody. */
  become(userId: string | null, options: IdentityOptions): void;
  /** The user belongs to a group from now on; events say so in their metadata as `groups`. */
  join(groupType: string, groupId: string): void;
  /** Metadata that every event carries besides its own. */
  shared?(): Record<string, unknown>;
}

/** `track`, `identify`, `alias` and `group`: each captures one item. */
export function createTracker<C>(
  capture: Capture,
  identity: Identity,
): Pick<Analytics<C>, "track" | "identify" | "alias" | "group"> {
  return {
    track(name, ...[metadata, { userId, ...options } = {}]: [metadata?: object, options?: TrackOptions]) {
      const who = identity.who();

      return capture({
        ...options,
        type: "track",
        name,
        ...who,
        ...(userId !== undefined &&
          userId !== who.userId && { userId: userId ?? undefined, signature: undefined }),
        metadata: { ...identity.shared?.(), ...metadata },
      });
    },

    identify(userId, traits, options = {}) {
      identity.become(userId, options);
      if (userId !== null) capture({ type: "identify", ...identity.who(), ...options, userId, traits });
    },

    alias(userId, previousId, { signature } = {}) {
      capture({ type: "alias", userId, previousId, signature });
    },

    group(groupType, groupId, traits) {
      identity.join(groupType, groupId);
      capture({ type: "group", ...identity.who(), groupType, groupId, traits });
    },
  };
}
