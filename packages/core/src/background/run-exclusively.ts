import type { EntityManager } from "@admin-events/db";
import { STAY_IDLE } from "@admin-events/db/connections";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";

/** Takes an advisory lock, because a job whose process stalls can start again elsewhere. Skips work that is under way. */
export async function runExclusively(
  em: EntityManager,
  subject: string,
  work: () => Promise<void>,
): Promise<void> {
  // The transaction writes nothing, so the live feed does not wait for it.
  await em.transactional(async (em) => {
    const { rows } = await sql<{ isLocked: boolean }>`
      select pg_try_advisory_xact_lock(${lockKeys(em, subject)}) as "isLocked"`.execute(em.getKysely());
    await em.execute(STAY_IDLE);
    if (rows[0]?.isLocked) await work();
  });
}
