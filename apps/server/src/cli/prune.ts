import { events } from "@admin-events/catalog";
import type { PrunedName } from "@admin-events/core/data-retention";
import { prune } from "@admin-events/core/data-retention";
import { Command, InvalidArgumentError } from "commander";
import type { CliDeps } from "./program.ts";
import { formatCount, formatTable } from "./format-table.ts";

interface PruneFlags {
  dryRun: boolean;
  days?: number;
  activities: boolean;
}

export function pruneCommand({ print, withProject }: CliDeps): Command {
  return new Command("prune")
    .description("Delete events past their retention")
    .option("--dry-run", "Show what would be deleted", false)
    .option(
      "--days <days>",
      "Override RETENTION_DAYS for events without a retention in the catalog",
      parseDays,
    )
    .option("--activities", "Delete activities only (events with a resource)", false)
    .action(({ dryRun, activities, ...flags }: PruneFlags) =>
      withProject(async ({ orm, runtime, settings }) => {
        const { record } = await runtime();
        const pruned = await prune(
          { fork: () => orm.em.fork(), record },
          {
            policy: { catalog: events, defaultDays: flags.days ?? settings.retentionDays },
            activitiesOnly: activities,
            dryRun,
            mode: "manual",
          },
        );

        print(pruned.length === 0 ? "Nothing to prune." : formatReport(pruned, dryRun));
      }),
    );
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
