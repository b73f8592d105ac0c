import type { Store } from "../delivery/store.ts";
import type { IdentityStore } from "../identity-store.ts";
import type { Identity } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import { getPageDetails } from "./page-details.ts";

/** 30 minutes. */
const MAX_IDLE_MS = 1_800_000;
/** 24 hours. */
const MAX_SESSION_MS = 86_400_000;

/** The visitor of the page. All state is in the store, so that tabs agree. */
export interface Visitor extends IdentityStore {
  /** Adds metadata to every event; undefined removes a property. Values that are not JSON are ignored. */
  register: (properties: Record<string, unknown>) => void;
  /** Starts over with a new anonymous visitor. */
  reset: () => void;
}

/** `isNamed`: whether visitors get an anonymous id. Nothing is stored while `isOptedOut` returns true. */
export function createVisitor(store: Store, isNamed: boolean, isOptedOut: () => boolean): Visitor {
  function read(name: string): Record<string, unknown> | null {
    try {
      return JSON.parse(store.read(name)!) as Record<string, unknown> | null;
    } catch {
      return null;
    }
  }
  const user = () => read("v.user") as Pick<Identity, "userId" | "signature"> | null;

  function getAnonymousId(): string | undefined {
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

    getIdentity: () =>
      isOptedOut() ? {} : { ...user(), anonymousId: getAnonymousId(), sessionId: touchSession(store) },

    setUser(userId, { signature }) {
      // Two users of one browser are two visitors.
      const before = user()?.userId;
      if (before && before !== userId) reset();
      if (userId && !isOptedOut()) store.write("v.user", JSON.stringify({ userId, signature }));
    },

    setGroup: (groupType, groupId) =>
      register({ groups: { ...(registered()?.groups as object), [groupType]: groupId } }),

    getMetadata() {
      const { path, referrer } = getPageDetails();

      return { $path: path, $referrer: referrer, ...registered() };
    },
  };
}

/** Extends the current session, or starts a new one after 30 minutes without activity or 24 hours. Returns its id. */
function touchSession(store: Store): string {
  const nowMs = Date.now();
  const [id, startedAt, activeAt] = (store.read("v.session") ?? "").split(" ");
  const isActive = id && nowMs - Number(activeAt) < MAX_IDLE_MS && nowMs - Number(startedAt) < MAX_SESSION_MS;

  const [current, since] = isActive ? [id, startedAt] : [uuidv7(), nowMs];
  store.write("v.session", `${current} ${since} ${nowMs}`);

  return current;
}
