import { readEnvironment } from "./env.ts";
import { explain } from "./expected-errors.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import type { RunningServer } from "./server.ts";
import { startServer } from "./server.ts";

try {
  const settings = readEnvironment();
  const log = createLog(settings);
  const server = await startServer({ ...settings, log });
  log.info(`Admin Events answers at ${server.url}.`);
  if (!settings.smtpUrl && !settings.development) {
    log.info(
      "SMTP_URL is not set, so sign-in links are not mailed: `pnpm cli sign-in-link <e-mail>` prints one.",
    );
  }

  stopOnSignals(server, log);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function stopOnSignals(server: RunningServer, log: Log): void {
  let askedAt: number | null = null;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (askedAt === null) {
      askedAt = Date.now();
      log.info(`${signal}: finishing what is under way.`);
      await server.close();
      process.exit(0);
    }
    // A terminal and the program that started this one both pass Ctrl-C on, in the same moment.
    if (Date.now() - askedAt > 300) process.exit(1);
  }

  process.on("SIGINT", stop).on("SIGTERM", stop);
}
