import type { PrunedName } from "@admin-events/core/data-retention";
import { prune } from "@admin-events/core/data-retention";
import { ValidationError } from "@admin-events/core/errors";
import type { PrunedUsage } from "@admin-events/core/usage";
import { countOldUsage, pruneUsage } from "@admin-events/core/usage";
import { Command, InvalidArgumentError } from "commander";
import type { CliDeps } from "./program.ts";
import { formatCount, formatTable } from "./format-table.ts";

interface PruneFlags {
  dryRun: boolean;
  days?: number;
  activities: boolean;
  usage: boolean;
}

export function pruneCommand({ print, withProject }: CliDeps): Command {
  return new Command("prune")
    .description("Delete events, or usage data, past their retention")
    .option("--dry-run", "Show what would be deleted", false)
    .option(
      "--days <days>",
      "Override RETENTION_DAYS for events without a retention in the catalog; with --usage, USAGE_RETENTION_DAYS",
      parseDays,
    )
    .option("--activities", "Delete activities only (events with a resource)", false)
    .option("--usage", "Delete requests, page views and sessions instead of events", false)
    .action(({ dryRun, activities, usage, ...flags }: PruneFlags) =>
      withProject(async ({ orm, runtime, settings }) => {
        if (usage) {
          const days = flags.days ?? settings.usageRetentionDays;
          if (days === null)
            throw new ValidationError(null, "USAGE_RETENTION_DAYS is not set. Set it, or pass --days.");

          const counts = await (dryRun ? countOldUsage : pruneUsage)(orm.em.fork(), days);
          print(formatUsage(counts, days, dryRun));
          return;
        }
        const { record, rules } = await runtime();
        const pruned = await prune(
          { fork: () => orm.em.fork(), record },
          {
            policy: { catalog: rules.catalog, defaultDays: flags.days ?? settings.retentionDays },
            activitiesOnly: activities,
            dryRun,
            mode: "manual",
          },
        );

        print(pruned.length === 0 ? "Nothing to prune." : formatReport(pruned, dryRun));
      }),
    );
}

function formatUsage({ requests, pageViews, sessions }: PrunedUsage, days: number, dryRun: boolean): string {
  const counts = [
    formatCount(requests, "request"),
    formatCount(pageViews, "page view"),
    formatCount(sessions, "session"),
  ].join(", ");

  return dryRun
    ? `${counts} older than ${formatCount(days, "day")} would be deleted. Run without --dry-run to delete them.`
    : `${counts} older than ${formatCount(days, "day")} deleted.`;
}

function formatReport(pruned: readonly PrunedName[], dryRun: boolean): string {
  const rows = pruned.map(({ name, days, before, count }) => ({
    name,
    "retention (days)": days,
    "older than": before.slice(0, 10),
    events: count,
  }));
  const total = formatCount(
    pruned.reduce((sum, { count }) => sum + count, 0),
    "event",
  );
  const summary = dryRun
    ? `${total} would be deleted. Run without --dry-run to delete them.`
    : `${total} deleted.`;

  return `${formatTable(rows)}\n${summary}`;
}

function parseDays(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError("Must be a whole number of days, at least 1.");

  return Number(text);
}
