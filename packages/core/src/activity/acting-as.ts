import { AsyncLocalStorage } from "node:async_hooks";

export interface ActingAs {
  /** The application's own id of the person; null for code without a person, such as a nightly job. */
  userId: string | null;
  /** `user`, `admin` or any other role of the application. */
  role: string;
}

const storage = new AsyncLocalStorage<ActingAs>();

/**
 * Runs `fn`, and everything it awaits, as an actor. Activities that are logged there have this actor by default.
 *
 * @example
 * app.use((request, _response, next) => actingAs({ userId: request.user.id, role: request.user.role }, next));
 */
export function actingAs<Result>(actor: ActingAs, fn: () => Result): Result {
  return storage.run(actor, fn);
}

/** The actor of the current code; null outside of {@link actingAs}. */
export function getCurrentActor(): ActingAs | null {
  return storage.getStore() ?? null;
}
