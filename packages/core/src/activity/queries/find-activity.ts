import type { EntityManager } from "@admin-events/db";
import type { StoredEvent } from "../../events/index.ts";
import { loadEvents } from "../../events/index.ts";

export class ActivityNotFoundError extends Error {
  override readonly name = "ActivityNotFoundError";
}

/** Null if there is no activity with this id. */
export async function findActivity(em: EntityManager, id: string): Promise<StoredEvent | null> {
  const [found] = await loadEvents(em, [id.toLowerCase()]);

  return found?.resourceType ? found : null;
}

/** @throws {ActivityNotFoundError} if there is no activity with this id. */
export async function getActivity(em: EntityManager, id: string): Promise<StoredEvent> {
  const found = await findActivity(em, id);
  if (!found)
    throw new ActivityNotFoundError(
      `Activity ${id} does not exist. Check that the id is complete; old activities may have been pruned.`,
    );

  return found;
}
