import { AsyncLocalStorage } from "node:async_hooks";
import type { IdentityStore } from "../identity-store.ts";
import type { Identity } from "../types.ts";

/** The user, session and request that events belong to. Unknown fields may be left out. */
export interface RequestContext {
  /** Your app's user id. */
  userId?: string | null;
  /** Id of the anonymous visitor, as the browser's client returns it from `getIdentity`. */
  anonymousId?: string | null;
  /** Id of the visitor's session. */
  sessionId?: string | null;
  /** The HTTP request, stored as `request` in the metadata of events. The path is without the query. */
  request?: { method: string; path: string };
  /** Keeps a serverless function alive until its events are sent. */
  waitUntil?: WaitUntil;
}

/** A function of a serverless platform that keeps the process alive until the promise settles. */
export type WaitUntil = (sending: Promise<unknown>) => void;

interface ContextState {
  /** Called for each event, because apps often learn the user during the request. */
  getContext: () => RequestContext;
  /** The user of `identify`, if it was called in this context. */
  user?: Pick<Identity, "userId" | "signature">;
  /** Ids of the groups of `group`, by type. */
  groups?: Record<string, string>;
}

/** The contexts of all requests in progress. */
export interface RequestContexts extends IdentityStore {
  /** Runs a function and its asynchronous work in a context. Returns the function's result. */
  run<Result>(getContext: () => RequestContext, work: () => Result): Result;
  /** The context of the current request. Empty outside a context. */
  current(): RequestContext;
}

/** Creates the contexts of one client. Clients in the same process do not share contexts. */
export function createRequestContexts(): RequestContexts {
  const storage = new AsyncLocalStorage<ContextState>();
  const current = () => storage.getStore()?.getContext() ?? {};

  return {
    run: (getContext, work) => storage.run({ getContext }, work),
    current,

    getIdentity(): Identity {
      const { userId, anonymousId, sessionId } = current();
      const user = storage.getStore()?.user ?? { userId: userId ?? undefined };

      return { ...user, anonymousId: anonymousId ?? undefined, sessionId: sessionId ?? undefined };
    },

    setUser(userId, { signature }) {
      const state = storage.getStore();
      if (state) state.user = userId === null ? {} : { userId, signature };
    },

    getMetadata() {
      const { request } = current();
      const groups = storage.getStore()?.groups;

      return { ...(request && { request }), ...(groups && { groups }) };
    },

    setGroup(groupType, groupId) {
      const state = storage.getStore();
      if (state) state.groups = { ...state.groups, [groupType]: groupId };
    },
  };
}
