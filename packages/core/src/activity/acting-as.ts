import { AsyncLocalStorage } from "node:async_hooks";

/** On whose behalf code runs. */
export interface ActingAs {
  /** The application's own id of the person; null for nobody, like a nightly job. */
  userId: string | null;
  /** `user`, `admin` or another word of the application. */
  role: string;
}

const acting = new AsyncLocalStorage<ActingAs>();

/**
 * Runs `fn`, and everything it waits for, on behalf of somebody: activities logged within name them as the actor unless
 * they say otherwise.
 *
 * @example
 * app.use((request, _response, next) => actingAs({ userId: request.user.id, role: request.user.role }, next));
 */
export function actingAs<Answer>(somebody: ActingAs, fn: () => Answer): Answer {
  return acting.run(somebody, fn);
}

/** On whose behalf the present code runs; null outside of {@link actingAs}. */
export function actingNow(): ActingAs | null {
  return acting.getStore() ?? null;
}
