import type { Log } from "../log.ts";
import type { RunningServer } from "../create-server.ts";

/**
 * Ends this process in order, after the server has finished what is under way: with 0 on SIGINT and SIGTERM, with 1
 * after an error that nobody caught, which is logged. A second signal, or a second such error, ends it at once.
 */
export function stopWhenTold(server: Pick<RunningServer, "close">, log: Log): void {
  let stoppingSince: number | null = null;

  async function stop(exitCode: 0 | 1): Promise<void> {
    stoppingSince = Date.now();
    await server.close();
    process.exit(exitCode);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (stoppingSince === null) {
      log.info(`${signal}: finishing what is under way.`);
      void stop(0);
      return;
    }
    // A terminal and the program that started this one both pass Ctrl-C on, in the same moment.
    if (Date.now() - stoppingSince > 300) process.exit(1);
  }

  // A rejection that nobody handles comes here too. What the error left behind is not known, so the process cannot go on.
  function onUncaught(error: unknown): void {
    log.fatal({ error }, "An error was not caught; the server stops.");
    if (stoppingSince === null) void stop(1);
    else process.exit(1);
  }

  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("uncaughtException", onUncaught);
}
