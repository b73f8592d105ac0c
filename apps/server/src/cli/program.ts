import { Command } from "commander";
import { backupCommand } from "./backup.ts";
import { callCommand } from "./call.ts";
import { contractCommand } from "./contract.ts";
import { eraseCommand } from "./erase.ts";
import { exportCommand } from "./export.ts";
import { handlersCommand } from "./handlers.ts";
import { importCommand } from "./import.ts";
import { keysCommand } from "./keys.ts";
import { migrateCommand } from "./migrate.ts";
import type { ShowProgress } from "./progress.ts";
import type { DatabaseLocation, Project } from "./project.ts";
import { pruneCommand } from "./prune.ts";
import { rebuildCommand } from "./rebuild.ts";
import { restoreCommand } from "./restore.ts";
import { signInLinkCommand } from "./sign-in-link.ts";
import { verifyCommand } from "./verify.ts";

/** What a command works with. */
export interface CliParts {
  /** Prints a line of a command's answer. */
  print: (line: string) => void;
  progress: ShowProgress;
  /** Where the command was typed; paths in it start there. */
  folder: string;
  /** Resolves when the person at the terminal wants a command to end. */
  untilStopped: () => Promise<void>;
  /** Opens the database and whatever else a command asks for; everything closes when the command is done. */
  withProject: <Answer>(use: (project: Project) => Promise<Answer>) => Promise<Answer>;
  /** Opens the database as it is, without bringing it up to date. */
  withDatabase: <Answer>(use: (location: DatabaseLocation) => Promise<Answer>) => Promise<Answer>;
}

/** Every command, a file each. */
export function createProgram(parts: CliParts): Command {
  const program = new Command("pnpm cli")
    .description("Looks after Admin Events from a terminal, on the same database as the server.")
    .helpCommand(false)
    .showSuggestionAfterError();

  program.addCommand(signInLinkCommand(parts));
  program.addCommand(keysCommand(parts));
  program.addCommand(importCommand(parts));
  program.addCommand(migrateCommand(parts));
  program.addCommand(rebuildCommand(parts));
  program.addCommand(backupCommand(parts));
  program.addCommand(restoreCommand(parts));
  program.addCommand(pruneCommand(parts));
  program.addCommand(verifyCommand(parts));
  program.addCommand(handlersCommand(parts));
  program.addCommand(exportCommand(parts));
  program.addCommand(eraseCommand(parts));
  program.addCommand(callCommand(parts));
  program.addCommand(contractCommand(parts));

  return program;
}
