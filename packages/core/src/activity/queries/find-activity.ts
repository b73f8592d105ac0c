import type { EntityManager } from "@admin-events/db";
import type { StoredEvent } from "../../events/index.ts";
import { loadEvents } from "../../events/index.ts";

/** There is no entry with this id. */
export class ActivityNotFoundError extends Error {
  override readonly name = "ActivityNotFoundError";
}

/** One entry with its actor; null when there is none with this id. */
export async function findActivity(em: EntityManager, id: string): Promise<StoredEvent | null> {
  const [found] = await loadEvents(em, [id.toLowerCase()]);

  return found?.resourceType ? found : null;
}

/** One entry with its actor. @throws {ActivityNotFoundError} */
export async function getActivity(em: EntityManager, id: string): Promise<StoredEvent> {
  const found = await findActivity(em, id);
  if (!found)
    throw new ActivityNotFoundError(
      `There is no activity ${id}: it may have been pruned, or the id is incomplete.`,
    );

  return found;
}
