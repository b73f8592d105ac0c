import { events } from "@admin-events/catalog";
import type { PrunedName } from "@admin-events/core/data-retention";
import { prune } from "@admin-events/core/data-retention";
import { Command, InvalidArgumentError } from "commander";
import type { CliParts } from "./program.ts";
import { tableOf } from "./table.ts";

interface PruneFlags {
  dryRun: boolean;
  days?: number;
  activities: boolean;
}

export function pruneCommand({ print, withProject }: CliParts): Command {
  return new Command("prune")
    .description("deletes events that are older than the catalog and RETENTION_DAYS keep them")
    .option("--dry-run", "only says what would go", false)
    .option("--days <days>", "in place of RETENTION_DAYS, for names whose catalog entry says nothing", days)
    .option("--activities", "only activities: events with a resource", false)
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

        print(pruned.length === 0 ? "Nothing is old enough to go." : reportOf(pruned, dryRun));
      }),
    );
}

function reportOf(pruned: readonly PrunedName[], dryRun: boolean): string {
  const rows = pruned.map(({ name, days, before, count }) => ({
    name,
    "kept days": days,
    "older than": before.slice(0, 10),
    events: count,
  }));
  const total = pruned.reduce((sum, { count }) => sum + count, 0).toLocaleString("en");

  return `${tableOf(rows)}\n${total} events ${dryRun ? "would go; without --dry-run they do" : "are gone"}.`;
}

function days(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError("It must be a whole number of days, at least 1.");

  return Number(text);
}
