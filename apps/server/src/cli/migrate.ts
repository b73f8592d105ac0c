import { Command } from "commander";
import type { CliParts } from "./program.ts";

export function migrateCommand({ print, withProject }: CliParts): Command {
  return new Command("migrate").description("brings the database's tables up to date").action(() =>
    withProject(({ migrated }) => {
      for (const name of migrated) print(`Migrated: ${name}`);
      if (migrated.length === 0) print("The database is up to date.");

      return Promise.resolve();
    }),
  );
}
