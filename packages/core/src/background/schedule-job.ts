import type { Logger } from "../logger.ts";
import type { JobQueue } from "./job-queue.ts";

export interface ScheduledJob {
  /** Identifies the schedule among all processes. Letters, digits and hyphens. */
  name: string;
  /** When it runs, such as `0 3 * * *`. */
  cron: string;
  /** The IANA time zone of `cron`. */
  timeZone: string;
  work: () => Promise<void>;
  logger: Logger;
}

const RETRY_DELAY_SECONDS = 15 * 60;
const HEARTBEAT_SECONDS = 30;
const MAX_RUN_SECONDS = 24 * 3_600;
const MAX_RETRIES = 90;
/** So that the last success of a daily job can be shown. */
const KEEP_FINISHED_SECONDS = 7 * 24 * 3_600;

/**
 * Runs a job on a schedule, in one of however many processes. A run that was due while no process was up happens once at the
 * next start, as does the first run of a new schedule. A failed run is repeated every 15 minutes.
 *
 * Dispose of the result to stop taking runs and wait for the current one; the schedule itself stays.
 */
export async function scheduleJob(
  { boss }: JobQueue,
  { name, cron, timeZone, work, logger }: ScheduledJob,
): Promise<AsyncDisposable> {
  const isNew = (await boss.getSchedule(name)) === null;
  await boss.createQueue(name, {
    policy: "exclusive",
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: MAX_RUN_SECONDS,
    retryLimit: MAX_RETRIES,
    retryDelay: RETRY_DELAY_SECONDS,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
  });
  // An earlier release may have created it with notifications, which fail while PostgreSQL's queue of them is full.
  await boss.updateQueue(name, { notify: false });
  await boss.schedule(name, cron, null, { tz: timeZone, missed: "once" });
  if (isNew) await boss.send(name);

  await boss.work(name, async () => {
    try {
      await work();
    } catch (error) {
      logger.warn({ error, job: name }, "A scheduled job failed; it will run again in 15 minutes.");
      throw error;
    }
  });

  return { [Symbol.asyncDispose]: () => boss.offWork(name) };
}

/** Ends a schedule that another configuration, or an earlier one of this process, started. */
export async function unscheduleJob({ boss }: JobQueue, name: string): Promise<void> {
  await boss.unschedule(name);
}
