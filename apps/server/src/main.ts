import { readEnvironment } from "./env.ts";
import { explain } from "./cli/format-error.ts";
import { createLog } from "./log.ts";
import { startServer } from "./create-server.ts";
import { stopWhenTold } from "./lifecycle/stop-on-signal.ts";
import { traceIfAsked } from "./tracing/start-configured-tracing.ts";

try {
  const settings = readEnvironment();
  const log = createLog(settings);
  const tracing = await traceIfAsked(settings, log);
  const server = await startServer({ ...settings, log });
  log.info(`Admin Events answers at ${server.url}.`);
  if (!settings.smtpUrl && !settings.development) {
    log.info(
      "SMTP_URL is not set, so sign-in links are not mailed: `pnpm cli sign-in-link <e-mail>` prints one.",
    );
  }

  async function close(): Promise<void> {
    await server.close();
    await tracing?.stop();
  }
  stopWhenTold({ close }, log);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
