import { extendHashChain, HASH_CHAIN_HOUR } from "@admin-events/core/activity";
import type { JobQueue, ScheduledJob } from "@admin-events/core/background";
import { runExclusively, scheduleJob, unscheduleJob } from "@admin-events/core/background";
import { CLEAN_UP_TIMES, prune, toCron } from "@admin-events/core/data-retention";
import type { EventRules, EventsRuntime } from "@admin-events/core/events";
import { deleteForgottenNames, pruneRejectedEvents } from "@admin-events/core/events";
import { pruneRejections } from "@admin-events/core/rejections";
import { pruneUsage } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";

export interface DailyJobsDeps {
  jobs: JobQueue;
  fork: () => EntityManager;
  record: EventsRuntime<unknown>["record"];
  /** Its catalog changes when an application declares one. */
  rules: Pick<EventRules, "catalog">;
  settings: Pick<Settings, "retentionDays" | "usageRetentionDays" | "extendHashChain" | "timeZone">;
  log: Log;
}

interface DailyJob extends Omit<ScheduledJob, "logger"> {
  isEnabled: boolean;
}

/** Schedules the work that one of however many servers does once a day. Dispose of the result to stop taking part. */
export async function scheduleDailyJobs(deps: DailyJobsDeps): Promise<AsyncDisposable> {
  const { jobs, log } = deps;
  await using scheduled = new AsyncDisposableStack();

  for (const { isEnabled, ...job } of dailyJobs(deps)) {
    if (isEnabled) scheduled.use(await scheduleJob(jobs, { ...job, logger: log }));
    else await unscheduleJob(jobs, job.name);
  }

  return scheduled.move();
}

function dailyJobs({ fork, record, rules, settings, log }: DailyJobsDeps): DailyJob[] {
  const { timeZone, retentionDays, usageRetentionDays, extendHashChain: isChained } = settings;

  return [
    {
      name: "prune-events",
      isEnabled: true,
      cron: toCron(CLEAN_UP_TIMES.events),
      timeZone,
      async work() {
        const policy = { catalog: rules.catalog, defaultDays: retentionDays };
        for (const { name, count } of await prune({ fork, record }, { policy, mode: "auto" })) {
          log.info({ name, count }, "Deleted events past their retention.");
        }
      },
    },
    {
      name: "prune-usage",
      isEnabled: usageRetentionDays !== null,
      cron: toCron(CLEAN_UP_TIMES.usage),
      timeZone,
      async work() {
        if (usageRetentionDays === null) return;
        log.info(
          await pruneUsage(fork(), usageRetentionDays),
          "Deleted requests, page views and sessions past their retention.",
        );
      },
    },
    {
      name: "prune-rejected-items",
      isEnabled: true,
      cron: "45 1 * * *",
      timeZone,
      async work() {
        await pruneRejections(fork());
        const count = await pruneRejectedEvents(fork());
        if (count > 0) log.warn({ count }, "Deleted events of transactions that were rejected 30 days ago.");
      },
    },
    {
      name: "delete-forgotten-names",
      isEnabled: true,
      cron: "45 1 * * *",
      timeZone,
      async work() {
        const count = await deleteForgottenNames(fork());
        if (count > 0) log.info({ count }, "Deleted forgotten event names.");
      },
    },
    {
      name: "extend-hash-chain",
      isEnabled: isChained,
      cron: `0 ${HASH_CHAIN_HOUR} * * *`,
      // The days of the chain are UTC days.
      timeZone: "UTC",
      work: () =>
        runExclusively(fork(), "hash chain", async () => {
          const days = await extendHashChain(fork(), { catalog: rules.catalog });
          log.info(
            { days: days.length, last: days.at(-1) },
            "Extended the activity log's hash chain by the days that have ended.",
          );
        }),
    },
  ];
}
