import type { Store } from "../delivery/store.ts";
import type { IdentityStore } from "../identity-store.ts";
import type { Identity } from "../types.ts";
import { uuidv7 } from "../uuid.ts";
import { getPageDetails, isPrerendering } from "./page-details.ts";

/** 30 minutes. */
const MAX_IDLE_MS = 1_800_000;
/** Writing the session for each event of a burst would be slow. */
const TOUCH_MS = 1_000;
/** 24 hours. */
const MAX_SESSION_MS = 86_400_000;

/** The visitor of the page. All state is in the store, so that tabs agree. */
export interface Visitor extends IdentityStore {
  /** Adds metadata to every event; undefined removes a property. Values that are not JSON are ignored. */
  register: (properties: Record<string, unknown>) => void;
  /** Starts over with a new anonymous visitor. */
  reset: () => void;
  /** Returns the identity without extending the session, for callers that are not a sign of the visitor. */
  peekIdentity: () => Identity;
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

  let isIdRenewed = false;

  function getAnonymousId(): string | undefined {
    if (!isNamed) return undefined;

    const stored = store.read("v.id");
    const id = stored ?? uuidv7();
    // Once for each page, because cookies expire.
    if (!stored || !isIdRenewed) store.write("v.id", id);
    isIdRenewed = true;
    return id;
  }

  const getIdentity = (isActive: boolean): Identity =>
    isOptedOut() ? {} : { ...user(), anonymousId: getAnonymousId(), sessionId: getSession(store, isActive) };

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

    getIdentity: () => getIdentity(true),
    peekIdentity: () => getIdentity(false),

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

/**
 * Returns the id of the current session, or of a new one after 30 minutes without activity or 24 hours. Extends the session if
 * the visitor is active. Nobody has seen a page that is prerendered.
 */
function getSession(store: Store, isActive: boolean): string {
  const nowMs = Date.now();
  const [id, startedAt, activeAt] = (store.read("v.session") ?? "").split(" ");
  // Absolute, because the system clock may have been set back.
  const isWithin = (time: string | undefined, ms: number) => Math.abs(nowMs - Number(time)) < ms;
  const isCurrent = !!id && isWithin(activeAt, MAX_IDLE_MS) && isWithin(startedAt, MAX_SESSION_MS);
  const isTouched = isActive && !isPrerendering() && !isWithin(activeAt, TOUCH_MS);

  const [current, since] = isCurrent ? [id, startedAt] : [uuidv7(), nowMs];
  if (!isCurrent || isTouched) store.write("v.session", `${current} ${since} ${nowMs}`);

  return current;
}
