import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Handler } from "./handler.ts";
import { loadEvents } from "../load-events.ts";
import { runHandler } from "./run-handler.ts";
import type { WakeSource } from "../feed/wake-source.ts";
import type { Logger } from "../../logger.ts";
import { tables } from "@admin-events/db";

/** Works off the jobs of durable handlers. Any number of processes may run one. */
export interface Outbox {
  /** Stops taking jobs and resolves when those under way have ended. */
  close(): Promise<void>;
}

export interface OutboxOptions {
  fork: () => EntityManager;
  handlers: readonly Handler[];
  wakeSource: WakeSource;
  logger: Logger;
}

/** An attempt that has not ended this long after its handler's own time is taken for crashed and made again. */
const grace = 30_000;
const jobsAtOnce = 10;
/** After the twelfth failure, some three hours after the first, a job waits for a person. */
const mostAttempts = 12;
const firstDelay = 5;
const longestDelay = 3_600;

/** Registers the durable handlers, so that every writer leaves jobs for them, and starts to work. */
export async function startOutbox({ fork, handlers, wakeSource, logger }: OutboxOptions): Promise<Outbox> {
  const durable = new Map(
    handlers.filter((handler) => handler.durable).map((handler) => [handler.name, handler]),
  );
  if (durable.size === 0) return { close: () => Promise.resolve() };

  await registerHandlers(fork(), [...durable.values()]);
  let working: Promise<void> | null = null;
  let wokenWhileWorking = false;
  let closed = false;

  async function workUntilDone(): Promise<void> {
    do {
      wokenWhileWorking = false;
      try {
        for (let jobs = await claim(); jobs.length > 0 && !closed; jobs = await claim()) {
          await Promise.allSettled(jobs.map(attempt));
        }
      } catch (error) {
        if (!closed) logger.warn({ error }, "The handler outbox could not be read; it will try again.");
        return;
      }
    } while (wokenWhileWorking && !closed);
  }

  function wake(): void {
    if (closed) return;
    if (working) {
      wokenWhileWorking = true;
      return;
    }
    working = workUntilDone().finally(() => (working = null));
  }

  function claim(): Promise<Job[]> {
    const longestTimeout = Math.max(...durable.values().map(({ timeout }) => timeout));
    return claimJobs(fork(), [...durable.keys()], longestTimeout + grace);
  }

  async function attempt(job: Job): Promise<void> {
    const handler = durable.get(job.handler);
    const [event] = await loadEvents(fork(), [job.eventId]);
    if (!handler || !event) return;

    try {
      await runHandler(handler, event);
      await finishJob(fork(), job);
    } catch (error) {
      logger.error(
        { error, handler: job.handler, eventId: job.eventId, attempts: job.attempts },
        "A durable handler failed.",
      );
      await postponeJob(fork(), job, error);
    }
  }

  const stopListening = wakeSource.listen(wake);
  wake();

  return {
    async close() {
      closed = true;
      stopListening();
      await working;
    },
  };
}

interface Job {
  handler: string;
  eventId: string;
  /** This attempt included. */
  attempts: number;
}

async function registerHandlers(em: EntityManager, handlers: readonly Handler[]): Promise<void> {
  await sql`
    insert into ${tables.handlers} (name, pattern)
    select * from unnest(${handlers.map(({ name }) => name)}::text[], ${handlers.map(({ pattern }) => pattern)}::text[])
    on conflict (name) do update set pattern = excluded.pattern, registered_at = now()`.execute(
    em.getKysely(),
  );
}

/** Takes due jobs, whose last error then stands no longer. They come up again when `lease` milliseconds pass without an end: then the worker has crashed. */
async function claimJobs(em: EntityManager, handlers: readonly string[], lease: number): Promise<Job[]> {
  const { rows } = await sql<Job>`
    with due as (
      select handler_name, event_id
      from ${tables.handlerJobs}
      where run_at <= now() and handler_name = any(${handlers}::text[])
      order by run_at
      limit ${jobsAtOnce}
      for update skip locked
    )
    update ${tables.handlerJobs} as job
    set attempts = job.attempts + 1, last_error = null, run_at = now() + make_interval(secs => ${lease / 1000})
    from due
    where job.handler_name = due.handler_name and job.event_id = due.event_id
    returning job.handler_name as handler, job.event_id as "eventId", job.attempts`.execute(em.getKysely());

  return rows;
}

async function finishJob(em: EntityManager, { handler, eventId }: Job): Promise<void> {
  await sql`
    with finished as (
      delete from ${tables.handlerJobs} where handler_name = ${handler} and event_id = ${eventId} returning 1
    )
    update ${tables.handlers} set succeeded = succeeded + (select count(*) from finished)
    where name = ${handler}`.execute(em.getKysely());
}

async function postponeJob(
  em: EntityManager,
  { handler, eventId, attempts }: Job,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const delay = Math.min(firstDelay * 2 ** (attempts - 1), longestDelay) * (0.5 + Math.random() / 2);
  const runAt = attempts >= mostAttempts ? sql`null` : sql`now() + make_interval(secs => ${delay})`;

  await sql`
    update ${tables.handlerJobs} set run_at = ${runAt}, last_error = ${message.slice(0, 500)}
    where handler_name = ${handler} and event_id = ${eventId}`.execute(em.getKysely());
}
