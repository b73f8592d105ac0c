import { AsyncLocalStorage } from "node:async_hooks";
import type { Identity } from "../tracker.ts";
import type { Who } from "../types.ts";

/** For whom a piece of work is done. What is missing is not known. */
export interface RequestContext {
  /** The app's own user id. */
  userId?: string | null;
  /** The visitor's id that the browser's client keeps, while nobody is signed in. */
  anonymousId?: string | null;
  sessionId?: string | null;
  /** What was asked for; stands in the metadata of events as `request`. The path is without its query. */
  request?: { method: string; path: string };
  /** Keeps a serverless function alive until what it tracked is sent. */
  waitUntil?: WaitUntil;
}

export type WaitUntil = (sending: Promise<unknown>) => void;

interface Work {
  /** Asked at each event, since an app mostly learns who the user is on the way. */
  context: () => RequestContext;
  /** Whom `identify` named meanwhile. */
  user?: Pick<Who, "userId" | "signature">;
  /** To which groups `group` said they belong, by their types. */
  groups?: Record<string, string>;
}

/** Whose work the code that runs right now does. */
export interface RequestContexts extends Identity {
  /** Does some work, and everything it waits for, in a context. Answers what the work answers. */
  run<Answer>(context: () => RequestContext, work: () => Answer): Answer;
  current(): RequestContext;
}

/** Contexts of one client: two clients in a process know nothing of each other. */
export function createRequestContexts(): RequestContexts {
  const storage = new AsyncLocalStorage<Work>();
  const current = () => storage.getStore()?.context() ?? {};

  return {
    run: (context, work) => storage.run({ context }, work),
    current,

    who(): Who {
      const { userId, anonymousId, sessionId } = current();
      const user = storage.getStore()?.user ?? { userId: userId ?? undefined };

      return { ...user, anonymousId: anonymousId ?? undefined, sessionId: sessionId ?? undefined };
    },

    become(userId, { signature }) {
      const work = storage.getStore();
      if (work) work.user = userId === null ? {} : { userId, signature };
    },

    shared() {
      const { request } = current();
      const groups = storage.getStore()?.groups;

      return { ...(request && { request }), ...(groups && { groups }) };
    },

    join(groupType, groupId) {
      const work = storage.getStore();
      if (work) work.groups = { ...work.groups, [groupType]: groupId };
    },
  };
}
