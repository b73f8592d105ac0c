import type { RebuildProgress } from "@admin-events/core/rollups";
import { rebuildRollups } from "@admin-events/core/rollups";
import { Command } from "commander";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function rebuildCommand({ print, progress, withProject }: CliDeps): Command {
  return new Command("rebuild")
    .description("Rebuild the event rollups, needed only after manual changes in the database")
    .option("--from-start", "Start over instead of continuing an interrupted run")
    .action(({ fromStart }: { fromStart?: boolean }) =>
      withProject(async ({ orm }) => {
        const days = await rebuildRollups(orm.em.fork(), {
          fromStart,
          onProgress: (soFar) => progress(formatProgress(soFar)),
        });
        progress(null);
        print(`Rebuilt the rollups of ${formatCount(days, "day")}.`);
      }),
    );
}

function formatProgress({ done, total, next }: RebuildProgress): string {
  const share = `${Math.floor((100 * done) / total)} %, ${done.toLocaleString("en")} of ${total.toLocaleString("en")} days`;

  return next === null ? share : `${share}, next ${next}`;
}
