import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { wakeUp } from "../../wake-up.sql.ts";
import {
  getDeadLetterQueueName,
  getJobChannel,
  getQueueName,
  insertJobs,
  jobTables,
} from "./handler-jobs.sql.ts";

/** How a durable handler keeps up. Counts are events. */
export interface HandlerStatus {
  name: string;
  /** The events it handles: a name, `post.*` or `*`. */
  pattern: string;
  /** Waiting for the first or the next attempt, or being handled. */
  pending: number;
  /** Pending ones whose last attempt failed. */
  failing: number;
  /** Failed in every attempt. They wait for {@link retryHandler}. */
  deadLetters: number;
  /** How long ago the oldest pending event was stored; null without pending events. */
  oldestPendingSeconds: number | null;
  /** The error of the latest failed attempt among failing events and dead letters; null without any. */
  lastError: string | null;
  succeeded: number;
}

const COUNT = sql`coalesce(sum(jsonb_array_length(data -> 'ids')), 0)::int`;
const COUNT_FAILING = sql`coalesce(sum(jsonb_array_length(data -> 'ids')) filter (where state = 'retry'), 0)::int`;

export async function handlerStatus(em: EntityManager): Promise<HandlerStatus[]> {
  const { job, now } = jobTables(em);
  const queue = sql`${getQueueName("")} || handler.name`;
  const deadLetterQueue = sql`${getDeadLetterQueueName("")} || handler.name`;

  const { rows } = await sql<HandlerStatus>`
    select
      handler.name,
      handler.pattern,
      handler.succeeded::float8 as succeeded,
      open.pending,
      open.failing,
      dead.count as "deadLetters",
      open.oldest as "oldestPendingSeconds",
      coalesce(error.output ->> 'message', error.output -> 'value' ->> 'message', error.output::text) as "lastError"
    from ${tables.handlers} as handler
    cross join lateral (
      select
        ${COUNT} as pending,
        ${COUNT_FAILING} as failing,
        extract(epoch from ${now} - min(created_on))::float8 as oldest
      from ${job} where name = ${queue} and state in ('created', 'retry', 'active')
    ) as open
    cross join lateral (
      select ${COUNT} as count from ${job} where name = ${deadLetterQueue} and state in ('created', 'retry')
    ) as dead
    left join lateral (
      select output from (
        select output, started_on as failed_on from ${job} where name = ${queue} and state = 'retry'
        union all
        select source_output, created_on from ${job} where name = ${deadLetterQueue} and state in ('created', 'retry')
      ) as failed
      order by failed_on desc limit 1
    ) as error on true
    order by handler.name`.execute(em.getKysely());

  return rows;
}

/** Makes every failing event and every dead letter of a handler due now, with all its attempts. @returns how many. */
export async function retryHandler(em: EntityManager, name: string): Promise<number> {
  const { job, now } = jobTables(em);
  const queue = getQueueName(name);

  // The limit rises instead of the count falling: pg-boss tells attempts apart by their count.
  const { rows } = await sql<{ count: number }>`
    with dead as (
      delete from ${job} where name = ${getDeadLetterQueueName(name)} and state in ('created', 'retry')
      returning data, coalesce(source_created_on, created_on) as created_on
    ),
    redriven as (${insertJobs(
      em,
      sql`select ${queue}::text as queue, gen_random_uuid() as id, data, created_on, null::jsonb as error from dead`,
    )}),
    due as (
      update ${job} set start_after = ${now}, retry_limit = retry_limit + retry_count
      where name = ${queue} and state = 'retry'
      returning data
    ),
    wake_workers as (${wakeUp(getJobChannel(em), sql`select ${queue}::text`)})
    select ${COUNT} as count, (select count(*) from wake_workers) as woken
    from (select data from dead union all select data from due) as retried`.execute(em.getKysely());

  return rows[0]?.count ?? 0;
}

/**
 * Removes a handler that no code has any more, with its queue: its pending events and dead letters are dropped, and no event
 * creates a job for it from now on. A server whose code still has it registers it again when it starts.
 *
 * @returns how many events were dropped; null if there is no such handler.
 */
export async function forgetHandler(em: EntityManager, name: string): Promise<number | null> {
  const { job, queue: queueTable, deleteQueue } = jobTables(em);
  const queues = [getQueueName(name), getDeadLetterQueueName(name)];

  return em.transactional(async (em) => {
    const db = em.getKysely();
    const { rows } = await sql<{ dropped: number }>`
      with forgotten as (delete from ${tables.handlers} where name = ${name} returning name)
      select (
        select ${COUNT} from ${job} where name = any(${queues}::text[]) and state in ('created', 'retry', 'active')
      ) as dropped
      from forgotten`.execute(db);
    // In this order: the first names the second as its dead-letter queue.
    for (const queue of queues) {
      await sql`select ${deleteQueue}(name) from ${queueTable} where name = ${queue}`.execute(db);
    }

    return rows[0]?.dropped ?? null;
  });
}
