import { DEFAULT_SCHEMA, getJobsSchema, quoteSchema } from "@admin-events/db";
import { deliversNotifications, toPoolConfig } from "@admin-events/db/connections";
import type { Clock } from "pg-boss";
import { PgBoss } from "pg-boss";
import type { Logger } from "../logger.ts";
import { forgetFutureTimes } from "./forget-future-times.ts";
import type { Loop } from "./keep-doing.ts";
import { keepDoing } from "./keep-doing.ts";

export class PooledConnectionError extends Error {
  override readonly name = "PooledConnectionError";

  constructor() {
    super(
      "The direct database address (DIRECT_DATABASE_URL) does not deliver notifications, so it seems to go through a connection pooler. Set it to the address of PostgreSQL itself, or unset it to poll instead.",
    );
  }
}

export interface JobQueueOptions {
  url: string;
  /** The address of the same database without a pooler, if `url` goes through one. */
  directUrl?: string;
  /** The schema of the product's tables; jobs are in `<schema>_jobs`. Default `admin_events`. */
  schema?: string;
  logger: Logger;
  /** Default: the time of this machine and of PostgreSQL. */
  clock?: Clock;
}

/** Background jobs in PostgreSQL, shared by any number of processes. Dispose of it to let running jobs finish. */
export interface JobQueue extends AsyncDisposable {
  boss: PgBoss;
  loops: readonly Loop[];
}

const POOL_SIZE = 4;
const STATEMENT_TIMEOUT_MS = 60_000;
/** A job whose process died is free again after its heartbeat of 10 seconds and one of these intervals. */
const SUPERVISE_INTERVAL_SECONDS = 10;
const MAX_STOP_MS = 8_000;
const CLOCK_CHECK_INTERVAL_MS = 10 * 60_000;
const ERROR_LOG_INTERVAL_MS = 30_000;

/**
 * Connects to the job queue. Jobs start on a notification where the connection delivers them, otherwise within half a second.
 *
 * @throws {PooledConnectionError} if `directUrl` does not deliver notifications.
 */
export async function startJobQueue({
  url,
  directUrl,
  schema = DEFAULT_SCHEMA,
  logger,
  clock,
}: JobQueueOptions): Promise<JobQueue> {
  const canListen = await deliversNotifications(directUrl ?? url);
  if (!canListen && directUrl !== undefined) throw new PooledConnectionError();
  if (!canListen) {
    logger.warn(
      {},
      "The database connection does not deliver notifications, so background jobs and the live feed poll. Behind a pooler, set DIRECT_DATABASE_URL to the address of PostgreSQL itself.",
    );
  }

  const jobsSchema = quoteSchema(getJobsSchema(schema));
  const boss = new PgBoss({
    ...toPoolConfig(directUrl ?? url, {
      applicationName: "admin-events jobs",
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    schema: jobsSchema,
    max: POOL_SIZE,
    createSchema: false,
    useListenNotify: canListen,
    superviseIntervalSeconds: SUPERVISE_INTERVAL_SECONDS,
    monitorIntervalSeconds: SUPERVISE_INTERVAL_SECONDS,
    maintenanceIntervalSeconds: 60,
    ...(clock && { clock }),
  });
  logProblems(boss, logger);
  await boss.start();
  await forgetFutureTimes(boss, jobsSchema);
  const clockChecks = keepDoing({
    name: "Job queue clock",
    work: async () => {
      await forgetFutureTimes(boss, jobsSchema);
      return CLOCK_CHECK_INTERVAL_MS;
    },
    pauseAfterError: CLOCK_CHECK_INTERVAL_MS,
    onError: (error) => logger.warn({ error }, "The times of background jobs could not be checked."),
  });

  return {
    boss,
    loops: [clockChecks],
    async [Symbol.asyncDispose]() {
      await clockChecks[Symbol.asyncDispose]();
      await boss.stop({ timeout: MAX_STOP_MS });
    },
  };
}

/** Every poll fails while the database is away, so errors are logged at most every 30 seconds. */
function logProblems(boss: PgBoss, logger: Logger): void {
  let loggedAt = -Infinity;

  boss.on("error", (error) => {
    if (performance.now() - loggedAt < ERROR_LOG_INTERVAL_MS) return;
    loggedAt = performance.now();
    logger.warn({ error }, "The job queue cannot reach its database; it will try again.");
  });
  boss.on("warning", ({ message, data }) => logger.warn(data, `Job queue: ${message}`));
}
