import { events } from "@admin-events/catalog";
import { extendHashChain, HASH_CHAIN_HOUR } from "@admin-events/core/activity";
import type { EventsRuntime } from "@admin-events/core/events";
import { keepDaily, prune } from "@admin-events/core/data-retention";
import { pruneUsage } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";

interface JobParts {
  fork: () => EntityManager;
  record: EventsRuntime<typeof events>["record"];
  settings: Settings;
  log: Log;
}

/** What is done once a day, by one of however many servers, until it is disposed of. */
export function keepDailyJobs(parts: JobParts): AsyncDisposable {
  const jobs = new AsyncDisposableStack();
  jobs.use(pruneEvents(parts));
  if (parts.settings.usageRetentionDays !== null)
    jobs.use(cleanUpUsage(parts, parts.settings.usageRetentionDays));
  if (parts.settings.extendHashChain) jobs.use(extendToEndedDays(parts));

  return jobs;
}

function pruneEvents({ fork, record, settings, log }: JobParts): AsyncDisposable {
  const policy = { catalog: events, defaultDays: settings.retentionDays };

  return keepDaily({
    name: "prune",
    fork,
    logger: log,
    async work() {
      for (const { name, count } of await prune({ fork, record }, { policy, mode: "auto" })) {
        log.info({ name, count }, "Deleted events that were older than they are kept.");
      }
    },
  });
}

function cleanUpUsage({ fork, log }: JobParts, days: number): AsyncDisposable {
  return keepDaily({
    name: "clean up usage",
    fork,
    logger: log,
    async work() {
      log.info(
        await pruneUsage(fork(), days),
        "Deleted requests, page views and sessions that were old enough.",
      );
    },
  });
}

function extendToEndedDays({ fork, log }: JobParts): AsyncDisposable {
  return keepDaily({
    name: "seal",
    hour: HASH_CHAIN_HOUR,
    fork,
    logger: log,
    async work() {
      const days = await extendHashChain(fork(), { catalog: events });
      log.info({ days: days.length, last: days.at(-1) }, "Sealed the activities of days that have ended.");
    },
  });
}
