import { getCallerFolder, readEnvironment } from "../env.ts";
import { formatError } from "./format-error.ts";
import { createLog } from "../log.ts";
import { createPrint, ignoreClosedPipe, OutputClosedError } from "./output.ts";
import { createProgram } from "./program.ts";
import { createProgress } from "./progress.ts";
import { withDatabase, withProject } from "./project.ts";

ignoreClosedPipe(process.stderr);
const program = createProgram({
  print: createPrint(process.stdout),
  setExitCode: (code) => void (process.exitCode = code),
  progress: createProgress(process.stderr),
  getSchema: () => readEnvironment().schema,
  folder: getCallerFolder(),
  untilStopped: () => new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve)),
  async withProject(use) {
    const settings = readEnvironment();
    // Standard output is for results, so that they can be piped.
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
    if (!(error instanceof OutputClosedError)) {
      process.stderr.write(`${formatError(error)}\n`);
      process.exitCode = 1;
    }
  }
}
