import { pino } from "pino";
import { createProgram } from "../cli/program.ts";
import { withDatabase, withProject } from "../cli/project.ts";
import { parseSettings } from "../env.ts";

/** Runs a command of the CLI in this process and returns its output. */
export async function runCommand(
  databaseUrl: string,
  command: string[],
  environment: Record<string, string> = {},
): Promise<string> {
  const settings = parseSettings({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "only for tests, but long enough for them",
    ...environment,
  });
  const lines: string[] = [];
  const program = createProgram({
    print: (line) => void lines.push(line),
    progress: () => {},
    setExitCode: (code) => void lines.push(`exit code ${code}`),
    folder: import.meta.dirname,
    getSchema: () => settings.schema,
    untilStopped: () => Promise.resolve(),
    withProject: (use) => withProject(settings, pino({ level: "silent" }), use),
    withDatabase: (use) => withDatabase(settings, use),
  });

  await program.parseAsync(command, { from: "user" });
  return lines.join("\n");
}
