import { Command } from "commander";
import type { CliDeps } from "./program.ts";

export function migrateCommand({ print, withProject }: CliDeps): Command {
  return new Command("migrate").description("Run pending database migrations").action(() =>
    withProject(({ migrated }) => {
      for (const name of migrated) print(`Applied ${name}`);
      if (migrated.length === 0) print("The database is up to date.");

      return Promise.resolve();
    }),
  );
}
