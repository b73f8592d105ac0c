import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";
import { keepDoing } from "../background/index.ts";
import type { Logger } from "../logger.ts";
import { tables } from "@admin-events/db";

const pause = 15 * 60_000;

export interface DailyJob {
  /** Tells the job from others, in the database and in the log. */
  name: string;
  fork: () => EntityManager;
  /** The hour (UTC) at which the job's day begins. Default 0. */
  hour?: number;
  work: () => Promise<void>;
  logger: Logger;
}

/**
 * Does a job once a day (UTC), in one of however many processes, until it is disposed of. A job that failed or was cut
 * off is done again within a quarter of an hour.
 */
export function keepDaily(job: DailyJob): AsyncDisposable {
  return keepDoing({
    async work() {
      await doOnceToday(job);
      return pause;
    },
    pauseAfterError: pause,
    onError: (error) =>
      job.logger.warn({ error, job: job.name }, "A daily job failed; it will be done again."),
  });
}

/** Does the job unless it was done today, or another process is at it. @returns whether it was done now. */
export async function doOnceToday({
  name,
  fork,
  hour = 0,
  work,
}: Pick<DailyJob, "name" | "fork" | "hour" | "work">): Promise<boolean> {
  const today = sql`((now() at time zone 'UTC') - make_interval(hours => ${hour}::int))::date`;

  // The lock is held by a transaction that writes nothing until the work is done, so that it holds up no feed.
  return fork().transactional(async (em) => {
    const db = em.getKysely();
    const { rows } = await sql<{ isFree: boolean; isDone: boolean }>`
      select
        pg_try_advisory_xact_lock(${lockKeys(em, `daily job ${name}`)}) as "isFree",
        exists (select from ${tables.dailyJobs} where name = ${name} and done_on >= ${today}) as "isDone"
    `.execute(db);
    if (!rows[0]?.isFree || rows[0].isDone) return false;

    await work();
    await sql`
      insert into ${tables.dailyJobs} (name, done_on) values (${name}, ${today})
      on conflict (name) do update set done_on = excluded.done_on`.execute(db);

    return true;
  });
}
