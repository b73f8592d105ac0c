import type { EntityManager } from "@admin-events/db";

/** Makes others who lock the same address wait for the end of this transaction, so that it gets one account only. */
export async function lockEmail(em: EntityManager, email: string): Promise<void> {
  await em.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`shop:${email}`]);
}
