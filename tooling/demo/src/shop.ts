import { createIdCaches } from "@admin-events/core/events";
import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { mergeRequestRollups } from "@admin-events/core/usage";
import { connect } from "@admin-events/db";
import { join } from "node:path";
import { isEmpty, storeHistory } from "./history.ts";
import type { DemoKeys } from "./keys.ts";
import { loadOrCreateKeys } from "./keys.ts";
import type { Program } from "./program.ts";
import { startProgram } from "./program.ts";
import type { DemoSettings } from "./settings.ts";
import { getSourceFolders, repository } from "./settings.ts";
import { simulateLive } from "./simulation/simulate-live.ts";
import { printSuccess, showProgress } from "./terminal.ts";

/** Stores a year of the shop in an empty database, and creates the shop's keys. */
export async function prepareShop(
  settings: DemoSettings,
  url: string,
  signal: AbortSignal,
): Promise<DemoKeys> {
  const orm = await connect({ url, schema: settings.schema });

  try {
    if (await isEmpty(orm)) {
      const count = await storeHistory(orm, {
        seed: settings.seed,
        idCaches: createIdCaches(),
        onProgress(storedDays, days) {
          signal.throwIfAborted();
          showProgress("Creating a year of events", storedDays / days);
        },
      });
      await mergeRollupDeltas(orm.em.fork());
      await mergeRequestRollups(orm.em.fork());
      printSuccess(`A year of the shop is stored: ${count.toLocaleString("en")} events`);
    }
    return await loadOrCreateKeys(orm.em.fork(), settings.dataDir, settings.shop.origin);
  } finally {
    await orm.close();
  }
}

export function startShop(
  { development, panel, shop }: DemoSettings,
  keys: DemoKeys,
  env: Record<string, string>,
): Promise<Program> {
  return startProgram({
    name: "The shop",
    script: join(repository, "apps/example/src/main.ts"),
    watch: development ? getSourceFolders("apps/example") : [],
    env: {
      ...env,
      EXAMPLE_PORT: String(shop.port),
      EXAMPLE_ORIGIN: shop.origin,
      // Stored with the demo's keys, so that customers stay signed in when the shop restarts.
      EXAMPLE_SECRET: keys.secretKey,
      ANALYTICS_URL: panel.url,
      ANALYTICS_PUBLIC_KEY: keys.publicKey,
      ANALYTICS_SECRET_KEY: keys.secretKey,
      ANALYTICS_SIGNING_SECRET: keys.signingSecret ?? "",
    },
    readyUrl: `http://127.0.0.1:${shop.port}/`,
  });
}

/** Customers who act now, until the signal aborts. */
export function simulateCustomers(
  { panel, shop, mailbox, eventsPerMinute }: DemoSettings,
  keys: DemoKeys,
  signal: AbortSignal,
): Promise<void> {
  return simulateLive({
    url: panel.url,
    key: keys.secretKey,
    shop: { shopUrl: shop.origin, mailboxUrl: `http://127.0.0.1:${mailbox.port}` },
    seed: String(Date.now()),
    eventsPerMinute,
    signal,
  });
}
