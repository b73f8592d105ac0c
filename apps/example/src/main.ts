import { DatabaseUnavailableError } from "@admin-events/db/embedded";
import { readEnvironment, ConfigError } from "./env.ts";
import { FrontEndMissing } from "./http/front-end.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import { PortTaken } from "./port-taken.ts";
import type { Shop } from "./start-shop.ts";
import { startShop } from "./start-shop.ts";

const expected = [ConfigError, PortTaken, FrontEndMissing, DatabaseUnavailableError];

try {
  const settings = readEnvironment();
  const log = createLog(settings);
  const shop = await startShop(settings, log);
  log.info(
    { mailbox: `${shop.origin}/mailbox`, smtpPort: shop.smtpPort },
    `The shop is open: ${shop.origin}`,
  );
  if (!settings.analytics) {
    log.warn(
      "ANALYTICS_PUBLIC_KEY and ANALYTICS_SECRET_KEY are not set: only sign-ups and confirmations are tracked.",
    );
  }

  stopOnSignals(shop, log);
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error;

  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

function stopOnSignals(shop: Shop, log: Log): void {
  let askedAt: number | null = null;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (askedAt === null) {
      askedAt = Date.now();
      log.info(`${signal}: the shop closes.`);
      await shop[Symbol.asyncDispose]();
      process.exit(0);
    }
    // A terminal and the program that started this one both pass Ctrl-C on, in the same moment.
    if (Date.now() - askedAt > 300) process.exit(1);
  }

  process.on("SIGINT", stop).on("SIGTERM", stop);
}
