import { Command } from "commander";
import { resolve } from "node:path";
import { backUp } from "./backup/back-up.ts";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function backupCommand({ print, progress, folder, withDatabase }: CliDeps): Command {
  return new Command("backup")
    .description("Back up the database to a file, while servers run")
    .argument("<file>", "The file to write; row counts go to <file>.counts.json")
    .action((file: string) =>
      withDatabase(async (location) => {
        progress("Backing up…");
        const { events = 0 } = await backUp(location, resolve(folder, file));
        progress(null);
        print(`Backed up ${formatCount(events, "event")} to ${file}.`);
      }),
    );
}
