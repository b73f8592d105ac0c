import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Job } from "pg-boss";
import type { JobQueue } from "../../background/index.ts";
import { defaultRedactor } from "../../redaction/index.ts";
import { cleanText, cutText, truncateText } from "../../text/index.ts";
import type { Logger } from "../../logger.ts";
import type { StoredEvent } from "../event.ts";
import { loadEvents } from "../load-events.ts";
import type { Handler } from "./handler.ts";
import type { HandlerJobData } from "./handler-jobs.sql.ts";
import {
  FIRST_RETRY_SECONDS,
  getDeadLetterQueueName,
  getQueueName,
  MAX_EVENTS_PER_JOB,
  settleJobs,
} from "./handler-jobs.sql.ts";
import { runHandler } from "./run-handler.ts";
import { toAcceptedEvent } from "./to-accepted-event.ts";

export interface HandlerWorkersOptions {
  fork: () => EntityManager;
  handlers: readonly Handler[];
  jobs: JobQueue;
  logger: Logger;
}

type HandlerJob = Job<HandlerJobData>;

interface Progress {
  job: HandlerJob;
  /** Events that are not handled yet. */
  open: Set<string>;
  /** Messages of the errors, by event id. */
  errors: Map<string, string>;
  succeeded: number;
}

/** While one waits for the database, the other works. */
const WORKERS_PER_HANDLER = 2;
const EVENTS_AT_ONCE_PER_WORKER = 5;
const JOBS_PER_FETCH = 10;
/** A crash repeats what was handled in this time, and the job that was under way. */
const SETTLE_INTERVAL_MS = 100;
const MAX_ATTEMPTS = 12;
const MAX_RETRY_SECONDS = 3_600;
const HEARTBEAT_SECONDS = 10;
const DAY_SECONDS = 24 * 3_600;
/** Waiting jobs never expire. */
const FOREVER_SECONDS = 50 * 365 * DAY_SECONDS;
const MAX_ERROR_LENGTH = 500;

/**
 * Registers the durable handlers, so that every process creates jobs for them, and starts workers for each: a handler that
 * hangs delays no other. Dispose of the result to finish the events being handled and leave the rest to other processes.
 */
export async function startHandlerWorkers({
  fork,
  handlers,
  jobs,
  logger,
}: HandlerWorkersOptions): Promise<AsyncDisposable> {
  const { boss } = jobs;
  const durable = handlers.filter((handler) => handler.durable);
  let isStopping = false;

  async function handleBatch(handler: Handler, batch: readonly HandlerJob[]): Promise<void> {
    const events = isStopping
      ? []
      : await loadEvents(
          fork(),
          batch.flatMap(({ data }) => data.ids),
        );
    const isStored = new Set(events.map(({ id }) => id));
    const progress = batch.map((job) => startProgress(job, isStopping ? null : isStored));
    const progressOfEvent = new Map(
      progress.flatMap((each) => [...each.open].map((id) => [id, each] as const)),
    );
    const unsettled = new Set(progress);
    let settledAt = performance.now();

    async function settleFinished(): Promise<void> {
      const finished = [...unsettled].filter(({ open }) => open.size === 0);
      for (const each of finished) unsettled.delete(each);
      settledAt = performance.now();
      await settle(handler, finished);
    }

    await forEachAtOnce(events, async (event) => {
      const current = progressOfEvent.get(event.id);
      // Another process has the job if this one seemed dead for a while.
      if (!current || isStopping || current.job.signal.aborted) return;

      await handleEvent(handler, event, current);
      if (performance.now() - settledAt > SETTLE_INTERVAL_MS) await settleFinished();
    });
    await settle(handler, [...unsettled]);
  }

  async function handleEvent(handler: Handler, event: StoredEvent, current: Progress): Promise<void> {
    const accepted = toAcceptedEvent(handler, event);
    try {
      if (accepted) {
        await runHandler(handler, accepted);
        current.succeeded++;
      }
    } catch (error) {
      current.errors.set(event.id, getMessage(error));
      logger.error(
        { error, handler: handler.name, eventId: event.id, attempts: current.job.retryCount + 1 },
        "A durable handler failed.",
      );
    }
    current.open.delete(event.id);
  }

  async function settle({ name }: Handler, progress: readonly Progress[]): Promise<void> {
    // pg-boss itself repeats a job for one event, or makes it a dead letter.
    const isFailedAlone = ({ job, errors }: Progress) => job.data.ids.length === 1 && errors.size === 1;
    for (const { job, errors } of progress.filter(isFailedAlone)) {
      const [message] = errors.values();
      await boss.fail(getQueueName(name), job, { message });
    }

    const outcomes = progress
      .filter((each) => !isFailedAlone(each))
      .map(({ job: { id, retryCount }, open, errors, succeeded }) => ({
        id,
        retryCount,
        succeeded,
        errors,
        open: [...open],
      }));
    if (outcomes.length > 0) await settleJobs(fork(), name, outcomes);
  }

  for (const handler of durable) await registerHandler(fork(), jobs, handler);
  for (const handler of durable) {
    await boss.work(
      getQueueName(handler.name),
      {
        localConcurrency: WORKERS_PER_HANDLER,
        batchSize: JOBS_PER_FETCH,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        // Retries that come due are not notified.
        notifyPollingIntervalSeconds: 1,
      },
      (batch: HandlerJob[]) => handleBatch(handler, batch),
    );
  }

  return {
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await Promise.all(durable.map(({ name }) => boss.offWork(getQueueName(name))));
    },
  };
}

/** Creates the queues first: from the moment the handler is in its table, events create jobs for it. */
async function registerHandler(em: EntityManager, { boss }: JobQueue, handler: Handler): Promise<void> {
  const queue = getQueueName(handler.name);
  const deadLetter = getDeadLetterQueueName(handler.name);
  const turns = Math.ceil((JOBS_PER_FETCH * MAX_EVENTS_PER_JOB) / EVENTS_AT_ONCE_PER_WORKER);
  const getMaxBatchSeconds = turns * (handler.timeout / 1_000);
  const options = {
    deadLetter,
    notify: true,
    retryLimit: MAX_ATTEMPTS - 1,
    retryDelay: FIRST_RETRY_SECONDS,
    retryBackoff: true,
    retryDelayMax: MAX_RETRY_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: Math.min(Math.ceil(getMaxBatchSeconds) + 60, DAY_SECONDS),
    retentionSeconds: FOREVER_SECONDS,
    deleteAfterSeconds: 3_600,
  };

  await boss.createQueue(deadLetter, { retentionSeconds: FOREVER_SECONDS });
  await boss.createQueue(queue, options);
  // An earlier release, or an earlier timeout, may have created it.
  await boss.updateQueue(queue, options);
  await sql`
    insert into ${tables.handlers} (name, pattern) values (${handler.name}, ${handler.pattern})
    on conflict (name) do update set pattern = excluded.pattern, registered_at = now()`.execute(
    em.getKysely(),
  );
}

/** @param isStored the events to handle; others were deleted. Null to handle none and keep all. */
function startProgress(job: HandlerJob, isStored: ReadonlySet<string> | null): Progress {
  const open = job.data.ids.filter((id) => !isStored || isStored.has(id));

  return { job, open: new Set(open), errors: new Map(), succeeded: 0 };
}

async function forEachAtOnce(
  events: readonly StoredEvent[],
  handle: (event: StoredEvent) => Promise<void>,
): Promise<void> {
  const remaining = events.values();

  async function handleRemaining(): Promise<void> {
    for (const event of remaining) await handle(event);
  }
  await Promise.all(Array.from({ length: EVENTS_AT_ONCE_PER_WORKER }, handleRemaining));
}

function getMessage(error: unknown): string {
  const message = cleanText(error instanceof Error ? error.message : String(error));

  // What a handler was called with, such as an address with a token, often stands in its errors.
  return truncateText(defaultRedactor.redactText(cutText(message, MAX_ERROR_LENGTH)), MAX_ERROR_LENGTH);
}
