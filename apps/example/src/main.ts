import { pino } from "pino";
import { ConfigError, readSettings } from "./env.ts";
import { startShop } from "./start-shop.ts";

try {
  const settings = readSettings();
  const log = pino({
    level: settings.logLevel,
    base: null,
    errorKey: "error",
    serializers: { error: pino.stdSerializers.err },
  });
  const shop = await startShop(settings, log);
  log.info(`The shop is open: ${settings.origin}`);

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await shop[Symbol.asyncDispose]();
      process.exit(0);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
