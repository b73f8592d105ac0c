import { ValidationError } from "@admin-events/core/errors";
import {
  discardRejectedEvents,
  getInboxStatus,
  listRejectedEvents,
  retryRejectedEvents,
} from "@admin-events/core/events";
import { Command } from "commander";
import { formatCount, formatTable } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function inboxCommand(deps: CliDeps): Command {
  return new Command("inbox")
    .description("Show events of committed transactions that wait or were rejected")
    .helpCommand(false)
    .action(() => showStatus(deps))
    .addCommand(retryCommand(deps))
    .addCommand(discardCommand(deps));
}

function showStatus({ print, withProject }: CliDeps): Promise<void> {
  return withProject(async ({ orm }) => {
    const { waiting, oldestWaitingSeconds } = await getInboxStatus(orm.em.fork());
    const rejected = await listRejectedEvents(orm.em.fork());

    print(
      waiting === 0
        ? "No event waits to be stored."
        : `${formatCount(waiting, "event")} waiting to be stored, the oldest for ${Math.round(oldestWaitingSeconds)} s. A running server stores them.`,
    );
    if (rejected.length === 0) return print("No event was rejected.");
    print(
      formatTable(
        rejected.map(({ name, total, lastAt, problem }) => ({
          name,
          rejected: total,
          last: lastAt,
          problem,
        })),
      ),
    );
  });
}

function retryCommand({ print, withProject }: CliDeps): Command {
  return new Command("retry")
    .description("Store rejected events again, after the catalog was changed; a running server does it")
    .argument("[name]", "Only events of this name")
    .action((name: string | undefined) =>
      withProject(async ({ orm }) => {
        const retried = await retryRejectedEvents(orm.em.fork(), { name });
        print(`${formatCount(retried, "rejected event")} put back.`);
      }),
    );
}

function discardCommand({ print, withProject }: CliDeps): Command {
  return new Command("discard")
    .description("Delete rejected events for good")
    .argument("<name>", "Only events of this name")
    .option("--yes", "Delete; without it, show what would be deleted", false)
    .action((name: string, { yes }: { yes: boolean }) =>
      withProject(async ({ orm }) => {
        const found = (await listRejectedEvents(orm.em.fork())).filter((rejected) => rejected.name === name);
        const total = found.reduce((sum, rejected) => sum + rejected.total, 0);
        if (total === 0) throw new ValidationError(null, `No event named "${name}" was rejected.`);
        if (!yes) {
          throw new ValidationError(
            null,
            `Would delete ${formatCount(total, "rejected event")} named "${name}". Run again with --yes to delete.`,
          );
        }

        const discarded = await discardRejectedEvents(orm.em.fork(), { name });
        print(`Deleted ${formatCount(discarded, "rejected event")} named "${name}".`);
      }),
    );
}
