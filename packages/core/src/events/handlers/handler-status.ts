import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** How a durable handler keeps up. */
export interface HandlerStatus {
  name: string;
  /** The events it wants: a name, `post.*` or `*`. */
  pattern: string;
  /** Jobs that wait for their first or next attempt, or are under way. */
  pending: number;
  /** Jobs among the pending ones whose last attempt failed. */
  failing: number;
  /** Jobs that were given up; they wait for {@link retryHandler}. */
  givenUp: number;
  /** Age of the oldest job in seconds: how far the handler lags behind. Null without jobs. */
  oldestPendingSeconds: number | null;
  /** What the latest failed attempt said; null when no job has failed. */
  lastError: string | null;
  succeeded: number;
}

/** Every durable handler that was ever registered, by name. */
export async function handlerStatus(em: EntityManager): Promise<HandlerStatus[]> {
  const { rows } = await sql<HandlerStatus>`
    select
      handler.name,
      handler.pattern,
      handler.succeeded::float8 as succeeded,
      count(job.event_id) filter (where job.run_at is not null)::int as pending,
      count(job.event_id) filter (where job.run_at is not null and job.last_error is not null)::int as failing,
      count(job.event_id) filter (where job.run_at is null)::int as "givenUp",
      extract(epoch from now() - min(job.created_at))::float8 as "oldestPendingSeconds",
      (array_agg(job.last_error order by job.run_at desc nulls first) filter (where job.last_error is not null))[1]
        as "lastError"
    from ${tables.handlers} as handler
    left join ${tables.handlerJobs} as job on job.handler_name = handler.name
    group by handler.name
    order by handler.name`.execute(em.getKysely());

  return rows;
}

/** Makes every failed or given-up job of a handler due now. @returns how many. */
export async function retryHandler(em: EntityManager, name: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${tables.handlerJobs}
    set run_at = now(), attempts = 0
    where handler_name = ${name} and last_error is not null`.execute(em.getKysely());

  return Number(numAffectedRows ?? 0);
}

/**
 * Forgets a handler that no code has any more: no event leaves a job for it from now on, and its open jobs are dropped.
 * A server whose code still has it registers it again when it starts.
 *
 * @returns how many jobs were dropped; null when there is no such handler.
 */
export async function forgetHandler(em: EntityManager, name: string): Promise<number | null> {
  // The count sees the jobs as they were before the statement.
  const { rows } = await sql<{ dropped: number }>`
    with forgotten as (delete from ${tables.handlers} where name = ${name} returning name)
    select (select count(*)::int from ${tables.handlerJobs} as job where job.handler_name = forgotten.name) as dropped
    from forgotten`.execute(em.getKysely());

  return rows[0]?.dropped ?? null;
}
