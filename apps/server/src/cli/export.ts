import { exportUser } from "@admin-events/core/users";
import { Command } from "commander";
import type { CliParts } from "./program.ts";
import { unknownUser } from "./unknown-user.ts";

export function exportCommand({ print, withProject }: CliParts): Command {
  return new Command("export")
    .description("prints everything that is stored about a person, as JSON lines")
    .argument("<user id>", "the application's own id")
    .action((userId: string) =>
      withProject(async ({ orm }) => {
        let printed = 0;
        for await (const record of exportUser(orm.em.fork(), userId)) {
          print(JSON.stringify(record));
          printed++;
        }

        if (printed === 0) throw unknownUser(userId);
      }),
    );
}
