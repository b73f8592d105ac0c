import { Command } from "commander";
import { callCommand } from "./call.ts";
import { handlersCommand } from "./handlers.ts";
import { keysCommand } from "./keys.ts";
import { migrateCommand } from "./migrate.ts";
import type { Project } from "./project.ts";
import { signInLinkCommand } from "./sign-in-link.ts";

/** What a command works with. */
export interface CliParts {
  /** Prints a line of a command's answer. */
  print: (line: string) => void;
  /** Opens the database and whatever else a command asks for; everything closes when the command is done. */
  withProject: <Answer>(use: (project: Project) => Promise<Answer>) => Promise<Answer>;
}

/** Every command, a file each. */
export function createProgram(parts: CliParts): Command {
  const program = new Command("pnpm cli")
    .description("Looks after Admin Events from a terminal, on the same database as the server.")
    .helpCommand(false)
    .showSuggestionAfterError();

  program.addCommand(signInLinkCommand(parts));
  program.addCommand(keysCommand(parts));
  program.addCommand(migrateCommand(parts));
  program.addCommand(handlersCommand(parts));
  program.addCommand(callCommand(parts));

  return program;
}
