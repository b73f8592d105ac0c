import type { EntityManager } from "@admin-events/db";
import { getJobsSchema, getSchema, quoteSchema, tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { createHash } from "node:crypto";
import { wakeUp } from "../../wake-up.sql.ts";

export const MAX_EVENTS_PER_JOB = 100;
/** The least delay of the second attempt. Each further attempt doubles it, and up to as much again is added at random. */
export const FIRST_RETRY_SECONDS = 5;

/** What a handler's job carries. A job for one event has that event's id as its own. */
export interface HandlerJobData {
  /** Event ids. */
  ids: string[];
}

/** What became of the events of a claimed job. */
export interface JobOutcome {
  id: string;
  /** With the id, the claim under which the events were handled. */
  retryCount: number;
  succeeded: number;
  /** Messages of the errors, by event id. */
  errors: ReadonlyMap<string, string>;
  /** Events that were not handled. */
  open: readonly string[];
}

export function getQueueName(handler: string): string {
  return `handlers/${handler}`;
}

export function getDeadLetterQueueName(handler: string): string {
  return `dead-letters/${handler}`;
}

export function jobTables(em: EntityManager) {
  const schema = getJobsSchema(getSchema(em));

  return {
    deleteQueue: sql.id(schema, "delete_queue"),
    job: sql.id(schema, "job"),
    queue: sql.id(schema, "queue"),
    state: sql.id(schema, "job_state"),
    now: sql`${sql.id(schema, "job_now")}()`,
  };
}

/** The channel on which pg-boss wakes workers; the payload is the name of the queue. */
export function getJobChannel(em: EntityManager): string {
  const schema = getJobsSchema(getSchema(em));
  const name = /^[a-z_][a-z0-9_]*$/.test(schema) ? schema : quoteSchema(schema);
  const hash = createHash("sha224").update(name).digest("hex");

  return `pgboss_${hash.slice(0, 24)}`;
}

/** With the settings of the queue, as pg-boss does. An `error` in `source` counts as one attempt. Existing jobs stay. */
export function insertJobs(em: EntityManager, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const { job, queue, state, now } = jobTables(em);

  return sql`
    insert into ${job} (
      id, name, data, state, output, created_on, started_on, start_after, keep_until, policy, retry_limit, retry_delay,
      retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, dead_letter, heartbeat_seconds
    )
    select
      source.id, queue.name, source.data,
      case when source.error is null then 'created' else 'retry' end::${state},
      source.error, source.created_on,
      case when source.error is not null then ${now} end,
      case when source.error is null then ${now}
        else ${now} + make_interval(secs => ${FIRST_RETRY_SECONDS} * (1 + random())) end,
      ${now} + make_interval(secs => queue.retention_seconds),
      queue.policy, queue.retry_limit, queue.retry_delay, queue.retry_backoff, queue.retry_delay_max,
      queue.expire_seconds, queue.deletion_seconds, queue.dead_letter, queue.heartbeat_seconds
    from (${source}) as source
    join ${queue} as queue on queue.name = source.queue
    on conflict do nothing
    returning name`;
}

/** A job per handler and 100 events, and one wake-up per handler. Reads the rows of `inserted (id, name_id)`. */
export function createJobsForInserted(em: EntityManager, skipsWakeUps: boolean): RawBuilder<unknown> {
  const source = sql`
    select
      ${getQueueName("")} || wanted.handler as queue,
      case when count(*) = 1 then (array_agg(wanted.id))[1] else gen_random_uuid() end as id,
      jsonb_build_object('ids', jsonb_agg(wanted.id order by wanted.id)) as data,
      ${jobTables(em).now} as created_on,
      null::jsonb as error
    from (
      select
        handler.name as handler, inserted.id,
        (row_number() over (partition by handler.name order by inserted.id) - 1) / ${MAX_EVENTS_PER_JOB}::int as part
      from inserted
      join ${tables.eventNames} as event_name on event_name.id = inserted.name_id
      join ${tables.handlers} as handler
        on handler.pattern in ('*', event_name.name)
        or (handler.pattern like '%.*' and starts_with(event_name.name, left(handler.pattern, -1)))
    ) as wanted
    group by wanted.handler, wanted.part`;

  return sql`
    jobs as (${insertJobs(em, source)}),
    wake_workers as (
      ${skipsWakeUps ? sql`select 1 where false` : wakeUp(getJobChannel(em), sql`select distinct name from jobs`)}
    )`;
}

/**
 * Ends claimed jobs of a handler, in one statement with what follows from them: an event that failed gets a job of its own, as
 * if that one had failed once, events that were not handled go back to the queue, and successes are counted. Leaves jobs alone
 * that another worker has claimed meanwhile.
 */
export async function settleJobs(
  em: EntityManager,
  handler: string,
  outcomes: readonly JobOutcome[],
): Promise<void> {
  const { job } = jobTables(em);
  const queue = getQueueName(handler);
  const settled = outcomes.map(({ id, retryCount, succeeded }) => ({ id, retryCount, succeeded }));
  const following = outcomes.flatMap(({ id, errors, open }) => [
    ...[...errors].map(([event, message]) => ({ job: id, id: event, ids: [event], error: { message } })),
    ...(open.length > 0 ? [{ job: id, ids: open }] : []),
  ]);
  const source = sql`
    select
      ${queue}::text as queue, coalesce(following.id, gen_random_uuid()) as id,
      jsonb_build_object('ids', following.ids) as data, ended.created_on, following.error
    from jsonb_to_recordset(${JSON.stringify(following)}::jsonb) as following(job uuid, id uuid, ids jsonb, error jsonb)
    join ended on ended.id = following.job`;

  await sql`
    with settled as (
      select * from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb)
        as settled(id uuid, "retryCount" int, succeeded int)
    ),
    ended as (
      delete from ${job} as job using settled
      where job.name = ${queue} and job.state = 'active' and job.id = settled.id
        and job.retry_count = settled."retryCount"
      returning job.id, job.created_on, settled.succeeded
    ),
    added as (${insertJobs(em, source)}),
    wake_workers as (${wakeUp(getJobChannel(em), sql`select distinct name from added`)})
    update ${tables.handlers} set succeeded = succeeded + coalesce((select sum(succeeded) from ended), 0)
    where name = ${handler}
    returning (select count(*) from wake_workers)`.execute(em.getKysely());
}
