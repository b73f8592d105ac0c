import { DatabaseUnavailableError } from "@admin-events/db/embedded";
import { BuildError } from "./build.ts";
import { runDemo } from "./demo.ts";
import { PortInUseError } from "./assert-port-is-free.ts";
import { ProgramError } from "./program.ts";
import { printError } from "./terminal.ts";
import { readSettings } from "./settings.ts";

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => stopping.abort());
}

try {
  await runDemo(readSettings(), stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) {
    printError(isExpected(error) ? error.message : String((error as Error).stack));
    process.exitCode = 1;
  }
}

/** The message of an expected error says what to do. Others are bugs and print their stack. */
function isExpected(error: unknown): error is Error {
  return [DatabaseUnavailableError, PortInUseError, BuildError, ProgramError].some(
    (kind) => error instanceof kind,
  );
}
