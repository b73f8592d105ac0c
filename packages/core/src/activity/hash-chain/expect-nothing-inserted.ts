import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { isActivity } from "../../events/index.ts";
import { AuditChainError } from "./audit-chain-error.ts";
import { arrivedOn } from "./hashed-columns.ts";
import { tables } from "@admin-events/db";

/** @throws {AuditChainError} for an activity that says it arrived on a sealed day, `YYYY-MM-DD`, and has no seal. */
export async function expectNothingInserted(em: EntityManager, day: string): Promise<void> {
  await expectNone(em, {
    condition: sql`${arrivedOn(day)} and not exists (select from ${tables.activityChainEntries} as seal where seal.event_id = event.id)`,
    when: `arrived on ${day} by its own account`,
  });
}

/** @throws {AuditChainError} for an activity that says it arrived before the first sealed day. */
export async function expectNothingBefore(em: EntityManager, firstDay: string): Promise<void> {
  await expectNone(em, {
    condition: sql`event.received_at < ${`${firstDay}T00:00:00Z`}::timestamptz`,
    when: `arrived before ${firstDay}, the first sealed day, by its own account`,
  });
}

async function expectNone(
  em: EntityManager,
  { condition, when }: { condition: RawBuilder<boolean>; when: string },
): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`
    select event.id, event_names.name
    from ${tables.events} as event join ${tables.eventNames} on event_names.id = event.name_id
    where ${isActivity} and ${condition}
    order by event.received_at, event.id limit 1`.execute(em.getKysely());
  const [entry] = rows;
  if (!entry) return;

  throw new AuditChainError(
    `The activity ${entry.id} (${entry.name}) ${when} and has no seal: it was inserted later, so look whether a backup holds it.`,
  );
}
