import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { ERASED_ACTION } from "../../data-retention/index.ts";
import { isActivity } from "../../events/index.ts";
import { AuditChainError } from "./chain-entry.ts";
import { erasureDigest } from "./chain-erasures.sql.ts";

/** @returns how many activities erasures changed. @throws {AuditChainError} if the log does not contain one of these erasures. */
export async function assertErasuresLogged(em: EntityManager): Promise<number> {
  const { rows } = await sql<{ erasureId: string; activities: number; isLogged: boolean }>`
    select
      erasure.erasure_id as "erasureId", erasure.activities, coalesce(erasure.digest = event.metadata ->> 'digest', false) as "isLogged"
    from (
      select erasure_id, count(*)::int as activities, ${erasureDigest} as digest
      from ${tables.activityChainErasures} group by erasure_id
    ) as erasure
    left join ${tables.events} as event on event.id = erasure.erasure_id and ${isActivity}
      and event.name_id = (select id from ${tables.eventNames} where name = ${ERASED_ACTION})
    order by 1`.execute(em.getKysely());
  const unlogged = rows.find(({ isLogged }) => !isLogged);
  if (unlogged) {
    throw new AuditChainError(
      `The log has no activity ${ERASED_ACTION} ${unlogged.erasureId} that explains ${unlogged.activities} changed activities. Compare activity_chain_erasures and the log with a backup.`,
    );
  }

  return rows.reduce((sum, { activities }) => sum + activities, 0);
}
