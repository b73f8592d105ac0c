import type { EntityManager } from "@admin-events/db";
import { getSchema } from "@admin-events/db";

/**
 * @param call for the message, such as `track(em, "order.placed")`
 * @throws if the entity manager has no open transaction, or is not from `connect()`.
 */
export function assertInTransaction(em: EntityManager, call: string): void {
  getSchema(em);
  if (!em.isInTransaction()) {
    throw new Error(`${call} needs an open transaction. Call it in em.transactional(…).`);
  }
}
