import { product } from "@admin-events/catalog";
import { formatError } from "./cli/format-error.ts";
import { createServer } from "./create-server.ts";
import { listRenamed, readEnvironment } from "./env.ts";
import { stopOnSignal } from "./lifecycle/stop-on-signal.ts";
import { createLog } from "./log.ts";
import { startConfiguredTracing } from "./tracing/start-configured-tracing.ts";

try {
  const settings = readEnvironment();
  const log = createLog(settings);
  for (const warning of listRenamed(process.env)) log.warn(warning);
  const tracing = await startConfiguredTracing(settings, log);
  const server = await createServer({ ...settings, log });
  log.info(`${product.name} is running at ${server.url}`);
  if (!settings.smtpUrl && !settings.development) {
    log.info(
      "SMTP_URL is not set, so sign-in links are not emailed. Create one with `pnpm cli sign-in-link <email>`.",
    );
  }

  async function close(): Promise<void> {
    await server.close();
    await tracing?.stop();
  }
  stopOnSignal({ close }, log);
} catch (error) {
  process.stderr.write(`${formatError(error)}\n`);
  process.exitCode = 1;
}
