import { ValidationError } from "@admin-events/core/errors";
import {
  discardRefusedEvents,
  getInboxStatus,
  listRefusedEvents,
  retryRefusedEvents,
} from "@admin-events/core/events";
import { Command } from "commander";
import { formatCount, formatTable } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function inboxCommand(deps: CliDeps): Command {
  return new Command("inbox")
    .description("shows events of committed transactions that wait or were refused")
    .helpCommand(false)
    .action(() => showStatus(deps))
    .addCommand(retryCommand(deps))
    .addCommand(discardCommand(deps));
}

function showStatus({ print, withProject }: CliDeps): Promise<void> {
  return withProject(async ({ orm }) => {
    const { waiting, oldestWaitingSeconds } = await getInboxStatus(orm.em.fork());
    const refused = await listRefusedEvents(orm.em.fork());

    print(
      waiting === 0
        ? "No event waits to be stored."
        : `${formatCount(waiting, "event")} waiting to be stored, the oldest for ${Math.round(oldestWaitingSeconds)} s. A running server stores them.`,
    );
    if (refused.length === 0) return print("No event was refused.");
    print(
      formatTable(
        refused.map(({ name, total, lastAt, problem }) => ({ name, refused: total, last: lastAt, problem })),
      ),
    );
  });
}

function retryCommand({ print, withProject }: CliDeps): Command {
  return new Command("retry")
    .description("stores refused events again, after the catalog was changed; a running server does it")
    .argument("[name]", "Only events of this name")
    .action((name: string | undefined) =>
      withProject(async ({ orm }) => {
        const retried = await retryRefusedEvents(orm.em.fork(), { name });
        print(`${formatCount(retried, "refused event")} put back.`);
      }),
    );
}

function discardCommand({ print, withProject }: CliDeps): Command {
  return new Command("discard")
    .description("deletes refused events for good")
    .argument("<name>", "Only events of this name")
    .option("--yes", "Delete; without it, show what would be deleted", false)
    .action((name: string, { yes }: { yes: boolean }) =>
      withProject(async ({ orm }) => {
        const found = (await listRefusedEvents(orm.em.fork())).filter((refused) => refused.name === name);
        const total = found.reduce((sum, refused) => sum + refused.total, 0);
        if (total === 0) throw new ValidationError(null, `No event named "${name}" was refused.`);
        if (!yes) {
          throw new ValidationError(
            null,
            `Would delete ${formatCount(total, "refused event")} named "${name}". Run again with --yes to delete.`,
          );
        }

        const discarded = await discardRefusedEvents(orm.em.fork(), { name });
        print(`Deleted ${formatCount(discarded, "refused event")} named "${name}".`);
      }),
    );
}
