import type { EntityManager } from "@admin-events/db";
import { getSchema } from "@admin-events/db";

/** @throws if there is no open transaction, or the entity manager is not from `connect()`. `call` is for the message. */
export function assertInTransaction(em: EntityManager, call: string): void {
  getSchema(em);
  if (!em.isInTransaction()) {
    throw new Error(`${call} needs an open transaction. Call it in em.transactional(…).`);
  }
}
