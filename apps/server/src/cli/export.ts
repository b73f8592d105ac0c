import { exportUser } from "@admin-events/core/personal-data";
import { Command } from "commander";
import type { CliDeps } from "./program.ts";
import { createUnknownUserError } from "./unknown-user.ts";

export function exportCommand({ print, withProject }: CliDeps): Command {
  return new Command("export")
    .description("Print all data about a person as JSON lines")
    .argument("<user id>", "The application's user id")
    .action((userId: string) =>
      withProject(async ({ orm }) => {
        let printed = 0;
        for await (const record of exportUser(orm.em.fork(), userId)) {
          print(JSON.stringify(record));
          printed++;
        }

        if (printed === 0) throw createUnknownUserError(userId);
      }),
    );
}
