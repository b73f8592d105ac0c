import { ValidationError } from "@admin-events/core/errors";
import type { HandlerStatus } from "@admin-events/core/events";
import { forgetHandler, handlerStatus, retryHandler } from "@admin-events/core/events";
import type { EntityManager } from "@admin-events/db";
import { Command } from "commander";
import type { CliDeps } from "./program.ts";
import { formatTable } from "./format-table.ts";

export function handlersCommand(deps: CliDeps): Command {
  return new Command("handlers")
    .description("Show how the durable handlers keep up")
    .helpCommand(false)
    .action(() => showStatus(deps))
    .addCommand(retryCommand(deps))
    .addCommand(forgetCommand(deps));
}

function showStatus({ print, withProject }: CliDeps): Promise<void> {
  return withProject(async ({ orm }) => {
    const handlers = await handlerStatus(orm.em.fork());
    const rows = handlers.map(({ name, pattern, succeeded, pending, failing, deadLetters, ...rest }) => ({
      name,
      events: pattern,
      succeeded,
      pending,
      failing,
      "dead letters": deadLetters,
      lag: rest.oldestPendingSeconds === null ? "" : `${Math.round(rest.oldestPendingSeconds)} s`,
      "last error": rest.lastError?.split("\n")[0]?.slice(0, 60) ?? "",
    }));

    print(
      rows.length === 0
        ? "No durable handler was ever registered; a server does it when it starts."
        : formatTable(rows),
    );
  });
}

function retryCommand({ print, withProject }: CliDeps): Command {
  return new Command("retry")
    .description("Make the failed jobs of a handler due now; a running server does them")
    .argument("<name>")
    .action((name: string) =>
      withProject(async ({ orm }) => {
        await handlerNamed(orm.em.fork(), name);

        const retried = await retryHandler(orm.em.fork(), name);
        print(`${jobs(retried)} due now.`);
      }),
    );
}

function forgetCommand({ print, withProject }: CliDeps): Command {
  return new Command("forget")
    .description("Drop the jobs of a handler that was removed or renamed, and collect no more for it")
    .argument("<name>")
    .option("--yes", "does it; without this it only says what would be dropped", false)
    .action((name: string, { yes }: { yes: boolean }) =>
      withProject(async ({ orm }) => {
        const { pending, deadLetters } = await handlerNamed(orm.em.fork(), name);
        if (!yes) {
          throw new ValidationError(
            null,
            `${jobs(pending + deadLetters)} open and would be dropped. Add --yes if no server has the handler "${name}" any more.`,
          );
        }

        const dropped = await forgetHandler(orm.em.fork(), name);
        print(`The handler "${name}" is forgotten; ${jobs(dropped ?? 0)} dropped.`);
      }),
    );
}

/** @throws {ValidationError} that lists the handlers there are. */
async function handlerNamed(em: EntityManager, name: string): Promise<HandlerStatus> {
  const handlers = await handlerStatus(em);
  const found = handlers.find((handler) => handler.name === name);
  if (found) return found;

  const names = handlers.map((handler) => handler.name).join(", ");
  throw new ValidationError(
    null,
    `There is no handler "${name}"; there ${names ? `is ${names}` : "is none"}.`,
  );
}

function jobs(count: number): string {
  return count === 1 ? "1 job is" : `${count} jobs are`;
}
