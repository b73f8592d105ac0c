import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { isActivity } from "../../events/index.ts";
import { AuditChainError } from "./chain-entry.ts";
import { isReceivedOn } from "./hashed-columns.sql.ts";

/** @throws {AuditChainError} if a stored activity of the day, `YYYY-MM-DD`, is not in the hash chain. */
export async function assertNoInsertions(em: EntityManager, day: string): Promise<void> {
  const entry = em
    .getKysely()
    .selectFrom("activity_chain_entries as entry")
    .select("entry.event_id")
    .where(sql<boolean>`entry.event_id = event.id`);

  await assertNone(em, sql`${isReceivedOn(day)} and not exists ${entry}`, `is dated ${day}`);
}

/** @throws {AuditChainError} if a stored activity is older than the first day of the hash chain. */
export async function assertNoneBefore(em: EntityManager, firstDay: string): Promise<void> {
  await assertNone(
    em,
    sql`event.received_at < ${`${firstDay}T00:00:00Z`}::timestamptz`,
    `is dated before ${firstDay}, the first day of the hash chain,`,
  );
}

async function assertNone(em: EntityManager, condition: RawBuilder<boolean>, claim: string): Promise<void> {
  const activity = await em
    .getKysely()
    .selectFrom("events as event")
    .innerJoin("event_names", "event_names.id", "event.name_id")
    .select(["event.id", "event_names.name"])
    .where(isActivity)
    .where(condition)
    .orderBy("event.received_at")
    .orderBy("event.id")
    .limit(1)
    .executeTakeFirst();
  if (!activity) return;

  throw new AuditChainError(
    `Activity ${activity.id} (${activity.name}) ${claim} but is not in the hash chain. It was inserted later: check whether a backup contains it.`,
  );
}
