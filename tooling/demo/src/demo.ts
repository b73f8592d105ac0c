import { createDictionaries } from "@admin-events/core/events";
import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { mergeRequestRollups } from "@admin-events/core/usage";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { simulateLive } from "@admin-events/example/simulation";
import { once } from "node:events";
import { join } from "node:path";
import { buildApps } from "./build.ts";
import { assertPortIsFree } from "./free-port.ts";
import { fillHistory, isEmpty } from "./history.ts";
import type { DemoKeys } from "./keys.ts";
import { demoKeys } from "./keys.ts";
import type { Program } from "./program.ts";
import { startProgram } from "./program.ts";
import { done, say, showProgress } from "./say.ts";
import type { DemoSettings } from "./settings.ts";
import { repository } from "./settings.ts";
import { signInLink } from "./sign-in-link.ts";

/** Runs until the signal says stop or a program ends by itself. */
export async function runDemo(settings: DemoSettings, signal: AbortSignal): Promise<void> {
  const { panel, shop, dataDir } = settings;
  await assertPortIsFree(panel.port, "PORT");
  await assertPortIsFree(shop.port, "EXAMPLE_PORT");
  await assertPortIsFree(shop.smtpPort, "EXAMPLE_SMTP_PORT");

  await using resources = new AsyncDisposableStack();
  const database = resources.use(
    await openDatabase({ databaseUrl: settings.databaseUrl, dataDir, onProgress: say }),
  );
  const keys = await prepareDatabase(settings, database.url, signal);
  if (!settings.development) {
    await buildApps(repository);
    done("The panel and the shop are built");
  }
  signal.throwIfAborted();

  const env = environment(settings, keys);
  const programs: Program[] = [];
  for (const start of [startPanel, startShop]) {
    const program = await start(settings, env);
    resources.defer(() => program.stop());
    programs.push(program);
    signal.throwIfAborted();
  }
  await announce(settings, env);
  signal.throwIfAborted();

  const customers =
    settings.eventsPerMinute > 0
      ? simulateLive({
          url: panel.origin,
          key: keys.secretKey,
          shopUrl: shop.origin,
          seed: String(Date.now()),
          eventsPerMinute: settings.eventsPerMinute,
          signal,
        })
      : once(signal, "abort");
  await Promise.race([customers, ...programs.map(({ ended }) => ended)]);
  say("Stopping …");
}

async function prepareDatabase(settings: DemoSettings, url: string, signal: AbortSignal): Promise<DemoKeys> {
  await migrate(url);
  const orm = await connect({ url });

  try {
    if (await isEmpty(orm)) {
      const count = await fillHistory(orm, {
        seed: settings.seed,
        dictionaries: createDictionaries(),
        onProgress(days, total) {
          signal.throwIfAborted();
          showProgress("Filling in a year", days / total);
        },
      });
      await mergeRollupDeltas(orm.em.fork());
      await mergeRequestRollups(orm.em.fork());
      done(`A year of the shop is filled in: ${count.toLocaleString("en")} events`);
    }
    return await demoKeys(orm.em.fork(), settings.dataDir, settings.shop.origin);
  } finally {
    await orm.close();
  }
}

function environment(settings: DemoSettings, keys: DemoKeys): Record<string, string> {
  const { panel, shop } = settings;

  return {
    NODE_ENV: settings.development ? "development" : "production",
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    DATABASE_URL: settings.databaseUrl ?? "",
    DATA_DIR: settings.dataDir,
    PORT: String(panel.port),
    ORIGIN: panel.origin,
    ADMIN_EMAIL: settings.adminEmail,
    SMTP_URL: process.env.SMTP_URL || `smtp://127.0.0.1:${shop.smtpPort}`,
    EXAMPLE_PORT: String(shop.port),
    EXAMPLE_ORIGIN: shop.origin,
    EXAMPLE_SMTP_PORT: String(shop.smtpPort),
    ANALYTICS_URL: panel.origin,
    ANALYTICS_PUBLIC_KEY: keys.publicKey,
    ANALYTICS_SECRET_KEY: keys.secretKey,
    ANALYTICS_SIGNING_SECRET: keys.signingSecret ?? "",
  };
}

function startPanel({ development, panel }: DemoSettings, env: Record<string, string>): Promise<Program> {
  return startProgram({
    name: "The panel",
    script: join(repository, "apps/server/src/main.ts"),
    watch: development ? sourcesOf("apps/server") : [],
    env,
    readyUrl: `http://127.0.0.1:${panel.port}/readyz`,
  });
}

function startShop({ development, shop }: DemoSettings, env: Record<string, string>): Promise<Program> {
  return startProgram({
    name: "The shop",
    script: join(repository, "apps/example/src/main.ts"),
    watch: development ? sourcesOf("apps/example") : [],
    env,
    readyUrl: `http://127.0.0.1:${shop.port}/`,
  });
}

/** What a program runs; its pages are reloaded by Vite. */
function sourcesOf(app: string): string[] {
  const packages = ["catalog", "db", "core", "api", "client"].map((name) => `packages/${name}`);

  return [app, ...packages].map((folder) => join(repository, folder, "src"));
}

async function announce(
  { panel, shop, adminEmail, eventsPerMinute }: DemoSettings,
  env: Record<string, string>,
): Promise<void> {
  say();
  say(`  Panel    ${panel.origin}`);
  say(`  Shop     ${shop.origin}   (its mailbox: ${shop.origin}/mailbox)`);
  say(`  Sign in  ${await signInLink(adminEmail, env)}   (works once; as ${adminEmail})`);
  say();
  const customers = eventsPerMinute > 0 ? "Simulated customers are shopping." : "Nobody is shopping.";
  say(`  ${customers} Ctrl-C stops everything; the data stays.`);
}
