import { Command } from "commander";
import { resolve } from "node:path";
import { restore } from "./backup/restore.ts";
import type { CliParts } from "./program.ts";

export function restoreCommand({ print, progress, folder, withDatabase }: CliParts): Command {
  return new Command("restore")
    .description("fills an empty database from a backup, and compares the figures with those of then")
    .argument("<file>", "a file that `backup` wrote")
    .action((file: string) =>
      withDatabase(async (location) => {
        progress("Restoring the backup …");
        const { events = 0 } = await restore(location, resolve(folder, file));
        progress(null);
        print(`${events.toLocaleString("en")} events are restored, and every table has the rows it had.`);
      }),
    );
}
