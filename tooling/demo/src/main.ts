import { DatabaseUnavailableError } from "@admin-events/db/embedded";
import { BuildFailed } from "./build.ts";
import { runDemo } from "./demo.ts";
import { PortTaken } from "./free-port.ts";
import { ProgramFailed } from "./program.ts";
import { complain } from "./say.ts";
import { readSettings } from "./settings.ts";

const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => stopping.abort());
}

try {
  await runDemo(readSettings(), stopping.signal);
} catch (error) {
  if (!stopping.signal.aborted) {
    complain(isExpected(error) ? error.message : String((error as Error).stack));
    process.exitCode = 1;
  }
}

/** These say in a sentence what to do; anything else is a fault of ours and shows where. */
function isExpected(error: unknown): error is Error {
  return [DatabaseUnavailableError, PortTaken, BuildFailed, ProgramFailed].some((kind) => error instanceof kind);
}
