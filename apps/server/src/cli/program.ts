import { product } from "@admin-events/catalog";
import { Command } from "commander";
import { backupCommand } from "./backup.ts";
import { callCommand } from "./call.ts";
import { catalogCommand } from "./catalog.ts";
import { contractCommand } from "./contract.ts";
import { eraseCommand } from "./erase.ts";
import { erasuresCommand } from "./erasures.ts";
import { exportCommand } from "./export.ts";
import { handlersCommand } from "./handlers.ts";
import { inboxCommand } from "./inbox.ts";
import { importCommand } from "./import.ts";
import { keysCommand } from "./keys.ts";
import { migrateCommand } from "./migrate.ts";
import { namesCommand } from "./names.ts";
import type { ShowProgress } from "./progress.ts";
import type { DatabaseLocation, Project } from "./project.ts";
import { pruneCommand } from "./prune.ts";
import { rebuildCommand } from "./rebuild.ts";
import { retentionCommand } from "./retention.ts";
import { restoreCommand } from "./restore.ts";
import { setupSqlCommand } from "./setup-sql.ts";
import { signInLinkCommand } from "./sign-in-link.ts";
import { verifyCommand } from "./verify.ts";

export interface CliDeps {
  /** Prints a line of the result. */
  print: (line: string) => void;
  progress: ShowProgress;
  /** Sets the exit code of a command that did a part of its work. */
  setExitCode: (code: number) => void;
  /** DB_SCHEMA. */
  getSchema: () => string;
  /** Relative paths start here. */
  folder: string;
  /** Resolves on Ctrl-C. */
  untilStopped: () => Promise<void>;
  /** Migrates the database and closes everything after use. */
  withProject: <Result>(use: (project: Project) => Promise<Result>) => Promise<Result>;
  /** Opens the database without migrating it. */
  withDatabase: <Result>(use: (location: DatabaseLocation) => Promise<Result>) => Promise<Result>;
}

export function createProgram(deps: CliDeps): Command {
  const program = new Command("pnpm cli")
    .description(`${product.name} command line. Uses the same database and settings as the server.`)
    .helpCommand(false)
    .showSuggestionAfterError();

  program.addCommand(signInLinkCommand(deps));
  program.addCommand(keysCommand(deps));
  program.addCommand(importCommand(deps));
  program.addCommand(setupSqlCommand(deps));
  program.addCommand(migrateCommand(deps));
  program.addCommand(rebuildCommand(deps));
  program.addCommand(backupCommand(deps));
  program.addCommand(restoreCommand(deps));
  program.addCommand(pruneCommand(deps));
  program.addCommand(catalogCommand(deps));
  program.addCommand(namesCommand(deps));
  program.addCommand(retentionCommand(deps));
  program.addCommand(verifyCommand(deps));
  program.addCommand(handlersCommand(deps));
  program.addCommand(inboxCommand(deps));
  program.addCommand(exportCommand(deps));
  program.addCommand(eraseCommand(deps));
  program.addCommand(erasuresCommand(deps));
  program.addCommand(callCommand(deps));
  program.addCommand(contractCommand(deps));

  setHelpText(program);
  return program;
}

function setHelpText(command: Command): void {
  command.helpOption("-h, --help", "Show help");
  for (const subcommand of command.commands) setHelpText(subcommand);
}
