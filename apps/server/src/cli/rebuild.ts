import type { RebuildProgress } from "@admin-events/core/rollups";
import { rebuildRollups } from "@admin-events/core/rollups";
import { Command } from "commander";
import type { CliParts } from "./program.ts";

export function rebuildCommand({ print, progress, withProject }: CliParts): Command {
  return new Command("rebuild")
    .description(
      "counts all events anew, while the server goes on; needed only if the counts were tampered with. " +
        "Interrupted, it goes on where it was",
    )
    .option("--from-start", "forgets how far an interrupted run got")
    .action(({ fromStart }: { fromStart?: boolean }) =>
      withProject(async ({ orm }) => {
        const days = await rebuildRollups(orm.em.fork(), {
          fromStart,
          onProgress: (soFar) => progress(inWords(soFar)),
        });
        progress(null);
        print(`Counted the events of ${days.toLocaleString("en")} days anew.`);
      }),
    );
}

function inWords({ done, total, next }: RebuildProgress): string {
  const share = `${Math.floor((100 * done) / total)} %, ${done.toLocaleString("en")} of ${total.toLocaleString("en")} days`;

  return next === null ? share : `${share}; next ${next}`;
}
