import { callersFolder, readEnvironment } from "../env.ts";
import { explain } from "./format-error.ts";
import { createLog } from "../log.ts";
import { createProgram } from "./program.ts";
import { progressOn } from "./progress.ts";
import { withDatabase, withProject } from "./project.ts";

const program = createProgram({
  print: (line) => void process.stdout.write(`${line}\n`),
  progress: progressOn(process.stderr),
  folder: callersFolder(),
  untilStopped: () => new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve)),
  async withProject(use) {
    const settings = readEnvironment();
    // What a command prints is for people and pipes; only problems belong beside it.
    const log = createLog({ development: false, logLevel: "warn" }, process.stderr);

    return withProject(settings, log, use);
  },
  withDatabase: (use) => withDatabase(readEnvironment(), use),
});

if (process.argv.length === 2) {
  program.outputHelp();
} else {
  try {
    await program.parseAsync();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
