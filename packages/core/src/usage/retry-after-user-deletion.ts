import type { IdCaches } from "../events/index.ts";

const FOREIGN_KEY_VIOLATION = "23503";

/** Writes with cached user ids, and once more with fresh ones if a user was deleted meanwhile. */
export async function retryAfterUserDeletion<Result>(
  people: IdCaches["people"],
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: unknown }).code !== FOREIGN_KEY_VIOLATION) throw error;

    people.clear();
    return write();
  }
}
