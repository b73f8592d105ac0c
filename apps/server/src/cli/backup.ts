import { Command } from "commander";
import { resolve } from "node:path";
import { backUp } from "./backup/back-up.ts";
import type { CliParts } from "./program.ts";

export function backupCommand({ print, progress, folder, withDatabase }: CliParts): Command {
  return new Command("backup")
    .description("writes the whole database to a file, while servers go on")
    .argument("<file>", "where to; its figures go to <file>.figures.json")
    .action((file: string) =>
      withDatabase(async (location) => {
        progress("Writing the backup …");
        const { events = 0 } = await backUp(location, resolve(folder, file));
        progress(null);
        print(`The backup holds ${events.toLocaleString("en")} events.`);
      }),
    );
}
