import { Command } from "commander";
import { resolve } from "node:path";
import { restore } from "./backup/restore.ts";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function restoreCommand({ print, progress, folder, withDatabase }: CliDeps): Command {
  return new Command("restore")
    .description("Restore a backup into an empty database")
    .argument("<file>", "A file that `backup` created")
    .action((file: string) =>
      withDatabase(async (location) => {
        progress("Restoring…");
        const { events = 0 } = await restore(location, resolve(folder, file));
        progress(null);
        print(`Restored ${formatCount(events, "event")}. The row counts of all tables match the backup.`);
      }),
    );
}
