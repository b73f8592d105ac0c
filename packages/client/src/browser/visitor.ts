import type { Identity } from "../tracker.ts";
import type { Who } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import { pageDetails } from "./page-details.ts";
import { sessionId } from "./session.ts";
import type { Store } from "../delivery/store.ts";

/** Who looks at the page. All of it stands in the store alone, so that tabs agree. */
export interface Visitor extends Identity {
  /** Metadata of every event: undefined takes a property back. What cannot be written as JSON is not registered. */
  register: (properties: Record<string, unknown>) => void;
  /** Whoever comes next is somebody else. */
  reset: () => void;
}

/** `isNamed`: whether visitors get an anonymous id. While `isOptedOut` nothing is noted of them. */
export function createVisitor(store: Store, isNamed: boolean, isOptedOut: () => boolean): Visitor {
  function read(name: string): Record<string, unknown> | null {
    try {
      return JSON.parse(store.read(name)!) as Record<string, unknown> | null;
    } catch {
      return null;
    }
  }
  const user = () => read("v.user") as Pick<Who, "userId" | "signature"> | null;

  function anonymousId(): string | undefined {
    if (!isNamed) return undefined;

    const id = store.read("v.id") ?? uuidv7();
    store.write("v.id", id);
    return id;
  }

  const reset = () => store.clear("v");
  const registered = () => read("v.registered");

  function register(properties: Record<string, unknown>): void {
    try {
      if (!isOptedOut()) store.write("v.registered", JSON.stringify({ ...registered(), ...properties }));
    } catch {
      // Not JSON.
    }
  }

  return {
    reset,
    register,

    who: () => (isOptedOut() ? {} : { ...user(), anonymousId: anonymousId(), sessionId: sessionId(store) }),

    become(userId, { signature }) {
      // Two people at one browser are two visitors.
      const before = user()?.userId;
      if (before && before !== userId) reset();
      if (userId && !isOptedOut()) store.write("v.user", JSON.stringify({ userId, signature }));
    },

    join: (groupType, groupId) =>
      register({ groups: { ...(registered()?.groups as object), [groupType]: groupId } }),

    shared() {
      const { path, referrer } = pageDetails();

      return { $path: path, $referrer: referrer, ...registered() };
    },
  };
}
