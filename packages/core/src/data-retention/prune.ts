import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { EventsRuntime } from "../events/index.ts";
import { isActivity } from "../events/index.ts";
import type { RetentionPolicy } from "./retention-days.ts";
import { getRetentionDays, PRUNED_ACTION } from "./retention-days.ts";

export interface PrunedName {
  name: string;
  /** How many days events of this name are kept. */
  days: number;
  /** ISO 8601. Events that happened before this time are past their retention. */
  before: string;
  /** Events that were deleted, or would be in a dry run. */
  count: number;
}

export interface PruneOptions {
  policy: RetentionPolicy;
  /** Only delete activities: events with a resource. */
  activitiesOnly?: boolean;
  dryRun?: boolean;
  /** Whether the daily job or a person started the prune, for the activity log. */
  mode: "auto" | "manual";
  now?: Date;
  /** Events per statement. Default 5,000. */
  batchSize?: number;
}

interface PruneDeps {
  fork: () => EntityManager;
  record: EventsRuntime<unknown>["record"];
}

const DAY_MS = 24 * 3_600_000;

/**
 * Deletes events past their retention, by the time they happened, in one transaction per batch. Each of these transactions
 * also logs its deletions in an activity `events.pruned` of the name, so an interrupted prune leaves none unlogged. Charts no
 * longer contain the deleted events.
 *
 * @returns the names with deleted events in alphabetical order.
 */
export async function prune({ fork, record }: PruneDeps, options: PruneOptions): Promise<PrunedName[]> {
  const { policy, activitiesOnly = false, dryRun = false, now = new Date(), batchSize = 5_000 } = options;
  const pruned: PrunedName[] = [];

  for (const { id, name } of await listNames(fork())) {
    const days = getRetentionDays(policy, name);
    if (days === null) continue;

    const before = new Date(now.getTime() - days * DAY_MS).toISOString();
    const isExpired = sql<boolean>`
      event.name_id = ${id} and event.occurred_at < ${before}::timestamptz and ${activitiesOnly ? isActivity : sql`true`}`;
    const count = dryRun
      ? await countEvents(fork(), isExpired)
      : await deleteEvents(
          fork,
          isExpired,
          batchSize,
          createPruneLog(record, { name, days, before }, options),
        );
    if (count > 0) pruned.push({ name, days, before, count });
  }

  return pruned;
}

async function listNames(em: EntityManager): Promise<{ id: number; name: string }[]> {
  return em.getKysely().selectFrom("event_names").select(["id", "name"]).orderBy("name").execute();
}

async function countEvents(em: EntityManager, condition: RawBuilder<boolean>): Promise<number> {
  const { count } = await em
    .getKysely()
    .selectFrom("events as event")
    .select(sql<number>`count(*)::int`.as("count"))
    .where(condition)
    .executeTakeFirstOrThrow();

  return count;
}

async function deleteEvents(
  fork: () => EntityManager,
  condition: RawBuilder<boolean>,
  batchSize: number,
  logDeletions: LogDeletions,
): Promise<number> {
  for (let total = 0; ;) {
    const count = await fork().transactional(async (em) => {
      const deleted = await deleteBatch(em, condition, batchSize);
      if (deleted > 0) await logDeletions(em, deleted);

      return deleted;
    });

    total += count;
    if (count < batchSize) return total;
  }
}

async function deleteBatch(
  em: EntityManager,
  condition: RawBuilder<boolean>,
  batchSize: number,
): Promise<number> {
  const db = em.getKysely();
  const oldest = db
    .selectFrom("events as event")
    .select("event.id")
    .where(condition)
    .orderBy("event.occurred_at")
    .limit(batchSize);
  const { numDeletedRows } = await db
    .deleteFrom("events")
    .where("id", "=", sql<string>`any(array${oldest})`)
    .executeTakeFirstOrThrow();

  return Number(numDeletedRows);
}

type LogDeletions = (em: EntityManager, count: number) => Promise<void>;

/** The first batch of a name adds an activity; the batches that follow on the same day raise its count. */
function createPruneLog(
  record: PruneDeps["record"],
  { name, days, before }: Omit<PrunedName, "count">,
  { mode, activitiesOnly = false }: PruneOptions,
): LogDeletions {
  let loggedId: string | null = null;

  return async (em, count) => {
    if (loggedId !== null && (await raiseLoggedCount(em, loggedId, count))) return;

    const entry = {
      name: PRUNED_ACTION,
      resourceType: "event_name",
      resourceId: name,
      actorRole: "system",
      module: "retention",
      mode,
      metadata: { count, days, before, activitiesOnly },
    };
    // The name need not be in the catalog.
    const [logged] = await record(em, [entry], { allowUnknownNames: true });
    loggedId = logged?.id ?? null;
  };
}

/** @returns false once the activity's day (UTC) has ended: the hash chain may contain it then, so it must not change. */
async function raiseLoggedCount(em: EntityManager, id: string, count: number): Promise<boolean> {
  const { numUpdatedRows } = await em
    .getKysely()
    .updateTable("events")
    .set({
      metadata: sql`jsonb_set(metadata, '{count}', to_jsonb((metadata ->> 'count')::int + ${count}::int))`,
    })
    .where("id", "=", id)
    .where(
      sql<boolean>`date_trunc('day', received_at at time zone 'UTC') = date_trunc('day', now() at time zone 'UTC')`,
    )
    .executeTakeFirstOrThrow();

  return numUpdatedRows === 1n;
}
