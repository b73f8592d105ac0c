import type { EntityManager } from "@admin-events/db";

/** How long rejected items are shown. */
export const REJECTION_RETENTION_DAYS = 30;
const HOUR_MS = 3_600_000;

/** Deletes rejected items that are older than 30 days. @returns the number of deleted groups. */
export async function pruneRejections(em: EntityManager, now = new Date()): Promise<number> {
  const { numDeletedRows } = await em
    .getKysely()
    .deleteFrom("rejected_items")
    .where("hour", "<", Math.floor(now.getTime() / HOUR_MS) - REJECTION_RETENTION_DAYS * 24)
    .executeTakeFirstOrThrow();

  return Number(numDeletedRows);
}
