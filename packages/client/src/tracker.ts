import type { Capture } from "./capture.ts";
import type { Analytics, IdentityOptions, Item, TrackOptions } from "./types.ts";

/** Who is using the app, as it is attached to what is captured. */
export type Who = Pick<Item, "userId" | "anonymousId" | "sessionId" | "signature">;

/** Where a tracker learns and keeps who is using the app. */
export interface Identity {
  who(): Who;
  /** The user from now on; null for nobody. */
  become(userId: string | null, options: IdentityOptions): void;
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
      const shared = identity.shared?.();

      return capture({
        ...options,
        type: "track",
        name,
        ...who,
        ...(userId !== undefined &&
          userId !== who.userId && { userId: userId ?? undefined, signature: undefined }),
        metadata: shared || metadata ? { ...shared, ...metadata } : undefined,
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
      capture({ type: "group", ...identity.who(), groupType, groupId, traits });
    },
  };
}

/** An identity that is forgotten with the process. */
export function createIdentity(): Identity {
  let who: Who = {};

  return {
    who: () => who,
    become(userId, { signature }) {
      who = userId === null ? {} : { userId, signature };
    },
  };
}
