import { handlerStatus, retryHandler } from "@admin-events/core/events";
import { InvalidInput } from "@admin-events/core/analytics";
import { Command } from "commander";
import type { CliParts } from "./program.ts";
import { tableOf } from "./table.ts";

export function handlersCommand({ print, withProject }: CliParts): Command {
  const status = () =>
    withProject(async ({ orm }) => {
      const handlers = await handlerStatus(orm.em.fork());
      const rows = handlers.map(({ name, pattern, succeeded, pending, failing, givenUp, ...rest }) => ({
        name,
        events: pattern,
        succeeded,
        pending,
        failing,
        "given up": givenUp,
        lag: rest.oldestPendingSeconds === null ? "" : `${Math.round(rest.oldestPendingSeconds)} s`,
        "last error": rest.lastError?.split("\n")[0]?.slice(0, 60) ?? "",
      }));

      print(
        rows.length === 0
          ? "No durable handler was ever registered; a server does it when it starts."
          : tableOf(rows),
      );
    });

  const retry = (name: string) =>
    withProject(async ({ orm }) => {
      const handlers = await handlerStatus(orm.em.fork());
      if (!handlers.some((handler) => handler.name === name)) {
        const names = handlers.map((handler) => handler.name).join(", ");
        throw new InvalidInput(`There is no handler "${name}"; there ${names ? `is ${names}` : "is none"}.`);
      }

      const retried = await retryHandler(orm.em.fork(), name);
      print(`${retried} ${retried === 1 ? "job is" : "jobs are"} due now.`);
    });

  return new Command("handlers")
    .description("shows how the durable handlers keep up")
    .helpCommand(false)
    .action(status)
    .addCommand(
      new Command("retry")
        .description("makes the failed jobs of a handler due now; a running server does them")
        .argument("<name>")
        .action(retry),
    );
}
