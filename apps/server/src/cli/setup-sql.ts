import type { SetupSqlOptions } from "@admin-events/db";
import { createSetupSql } from "@admin-events/db";
import { Command } from "commander";
import type { CliDeps } from "./program.ts";

export function setupSqlCommand({ print, getSchema }: CliDeps): Command {
  return new Command("setup-sql")
    .description("Print the statements for an owner role, a server role and a read-only role")
    .option("--schema <name>", "The schema of the tables (default: DB_SCHEMA)")
    .option("--database <name>", "Refuse to run in another database")
    .option("--owner <role>", "Owns the tables and runs migrations (default: <schema>_owner)")
    .option("--runtime <role>", "The role of the servers (default: <schema>_server)")
    .option("--reader <role>", "May read tables without secrets (default: <schema>_reader)")
    .action((options: SetupSqlOptions) => print(createSetupSql({ schema: getSchema(), ...options })));
}
