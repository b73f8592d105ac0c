import type { Log } from "../log.ts";
import type { RunningServer } from "../create-server.ts";

/** Signals in quick succession count as one: a terminal and pnpm both pass Ctrl-C on. */
const REPEATED_SIGNAL_MS = 300;

/**
 * Closes the server and exits: with 0 on SIGINT and SIGTERM, with 1 after an uncaught error, which is logged. A second
 * signal or error exits immediately.
 */
export function stopOnSignal(server: Pick<RunningServer, "close">, log: Log): void {
  let stoppingSince: number | null = null;

  async function stop(exitCode: 0 | 1): Promise<void> {
    stoppingSince = Date.now();
    await server.close();
    process.exit(exitCode);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (stoppingSince === null) {
      log.info({ signal }, "Stopping");
      void stop(0);
      return;
    }
    if (Date.now() - stoppingSince > REPEATED_SIGNAL_MS) process.exit(1);
  }

  // Includes unhandled rejections. The state of the process is unknown, so it has to stop.
  function onUncaughtError(error: unknown): void {
    log.fatal({ error }, "Uncaught error, stopping");
    if (stoppingSince === null) void stop(1);
    else process.exit(1);
  }

  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("uncaughtException", onUncaughtError);
}
