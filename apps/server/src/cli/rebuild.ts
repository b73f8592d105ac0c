import { foldChanges, rebuildDays } from "@admin-events/core/days";
import { Command } from "commander";
import type { CliParts } from "./program.ts";

export function rebuildCommand({ print, progress, withProject }: CliParts): Command {
  return new Command("rebuild")
    .description(
      "counts all events anew, while the server goes on; needed only if the counts were tampered with",
    )
    .action(() =>
      withProject(async ({ orm }) => {
        progress("Counting all events …");
        const quarters = await rebuildDays(orm.em.fork());
        progress("Summing up by day …");
        const days = await foldChanges(orm.em.fork());
        progress(null);
        print(
          `Counted ${quarters.toLocaleString("en")} quarter-hours of names into ${days.toLocaleString("en")} days.`,
        );
      }),
    );
}
