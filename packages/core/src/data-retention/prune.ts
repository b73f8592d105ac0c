import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventsRuntime } from "../events/index.ts";
import { isActivity } from "../events/index.ts";
import type { RetentionPolicy } from "./retention-days.ts";
import { prunedAction, retentionDays } from "./retention-days.ts";
import { tables } from "@admin-events/db";

/** What a prune takes of one name. */
export interface PrunedName {
  name: string;
  /** For how many days events of this name are kept. */
  days: number;
  /** ISO 8601. Events that happened before it go. */
  before: string;
  /** Events that went, or would go. */
  count: number;
}

export interface PruneOptions {
  policy: RetentionPolicy;
  /** Only activities go: events with a resource. */
  activitiesOnly?: boolean;
  /** Only counts. */
  dryRun?: boolean;
  /** How the prune came about; stands in the activity log. */
  mode: "auto" | "manual";
  now?: Date;
  /** Events in one statement. Default 5,000. */
  batchSize?: number;
}

interface PruneParts {
  /** Gives an entity manager of its own for each batch. */
  fork: () => EntityManager;
  record: EventsRuntime<unknown>["record"];
}

const day = 24 * 3_600_000;

/**
 * Deletes events that are older than their name is kept, by when they happened, in batches that are each a transaction.
 * Each name of which something went is logged as an activity `events.pruned`. Charts count what is stored, so they lose
 * the pruned days.
 *
 * @returns the names of which something went, or would go, in order.
 */
export async function prune({ fork, record }: PruneParts, options: PruneOptions): Promise<PrunedName[]> {
  const { policy, activitiesOnly = false, dryRun = false, now = new Date(), batchSize = 5_000 } = options;
  const pruned: PrunedName[] = [];

  for (const { id, name } of await storedNames(fork())) {
    const days = retentionDays(policy, name);
    if (days === null) continue;

    const before = new Date(now.getTime() - days * day).toISOString();
    const old = sql<boolean>`
      event.name_id = ${id} and event.occurred_at < ${before}::timestamptz and ${activitiesOnly ? isActivity : sql`true`}`;
    const count = dryRun ? await countOf(fork(), old) : await deleteAll(fork, old, batchSize);
    if (count === 0) continue;

    const found = { name, days, before, count };
    pruned.push(found);
    if (!dryRun) await logPruned({ fork, record }, found, options);
  }

  return pruned;
}

async function storedNames(em: EntityManager): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from ${tables.eventNames} order by name`.execute(em.getKysely());

  return rows;
}

async function countOf(em: EntityManager, condition: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${tables.events} as event where ${condition}`.execute(em.getKysely());

  return rows[0]?.count ?? 0;
}

async function deleteAll(
  fork: () => EntityManager,
  condition: RawBuilder<boolean>,
  batchSize: number,
): Promise<number> {
  for (let total = 0; ;) {
    const { numAffectedRows } = await sql`
      delete from ${tables.events} where id = any(array(
        select event.id from ${tables.events} as event where ${condition} order by event.occurred_at limit ${batchSize}
      ))`.execute(fork().getKysely());
    total += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < batchSize) return total;
  }
}

async function logPruned(
  { fork, record }: PruneParts,
  { name, days, before, count }: PrunedName,
  { mode, activitiesOnly = false }: PruneOptions,
): Promise<void> {
  const entry = {
    name: prunedAction,
    resourceType: "event_name",
    resourceId: name,
    actorRole: "system",
    module: "retention",
    mode,
    metadata: { count, days, before, activitiesOnly },
  };
  // The system names this event itself, whatever the catalog says.
  await fork().transactional((em) => record(em, [entry], { anyName: true }));
}
