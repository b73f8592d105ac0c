import { createIdCaches } from "@admin-events/core/events";
import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { mergeRequestRollups } from "@admin-events/core/usage";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { once } from "node:events";
import { join } from "node:path";
import { assertPortIsFree } from "./assert-port-is-free.ts";
import { buildApps } from "./build.ts";
import { createSignInLink } from "./create-sign-in-link.ts";
import { isEmpty, storeHistory } from "./history.ts";
import type { DemoKeys } from "./keys.ts";
import { loadOrCreateKeys } from "./keys.ts";
import { startMailbox } from "./mailbox/start-mailbox.ts";
import type { Program } from "./program.ts";
import { startProgram } from "./program.ts";
import type { DemoSettings } from "./settings.ts";
import { repository } from "./settings.ts";
import { simulateLive } from "./simulation/simulate-live.ts";
import { print, printSuccess, showProgress } from "./terminal.ts";

/** Runs until the signal aborts or one of the processes ends. */
export async function runDemo(settings: DemoSettings, signal: AbortSignal): Promise<void> {
  const { panel, shop, mailbox, dataDir } = settings;
  await assertPortIsFree(panel.port, "PORT");
  await assertPortIsFree(shop.port, "EXAMPLE_PORT");
  await assertPortIsFree(mailbox.port, "MAILBOX_PORT");
  await assertPortIsFree(mailbox.smtpPort, "MAILBOX_SMTP_PORT");

  await using resources = new AsyncDisposableStack();
  const database = resources.use(
    await openDatabase({ databaseUrl: settings.databaseUrl, dataDir, onProgress: print }),
  );
  const keys = await prepareDatabase(settings, database.url, signal);
  if (!settings.development) {
    await buildApps(repository);
    printSuccess("The panel and the shop are built");
  }
  signal.throwIfAborted();

  resources.use(await startMailbox(mailbox));
  const env = getEnvironment(settings, keys);
  const programs: Program[] = [];
  for (const start of [startPanel, startShop]) {
    const program = await start(settings, env);
    resources.defer(() => program.stop());
    programs.push(program);
    signal.throwIfAborted();
  }
  await printAddresses(settings, env);
  signal.throwIfAborted();

  const customers =
    settings.eventsPerMinute > 0
      ? simulateLive({
          url: panel.url,
          key: keys.secretKey,
          shop: { shopUrl: shop.origin, mailboxUrl: `http://127.0.0.1:${mailbox.port}` },
          seed: String(Date.now()),
          eventsPerMinute: settings.eventsPerMinute,
          signal,
        })
      : once(signal, "abort");
  await Promise.race([customers, ...programs.map(({ ended }) => ended)]);
  print("Stopping …");
}

async function prepareDatabase(settings: DemoSettings, url: string, signal: AbortSignal): Promise<DemoKeys> {
  const { schema } = settings;
  await migrate(url, { schema });
  const orm = await connect({ url, schema });

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

function getEnvironment(settings: DemoSettings, keys: DemoKeys): Record<string, string> {
  const { panel, shop, mailbox } = settings;

  return {
    NODE_ENV: settings.development ? "development" : "production",
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    DATABASE_URL: settings.databaseUrl ?? "",
    DATA_DIR: settings.dataDir,
    PORT: String(panel.port),
    ORIGIN: panel.origin,
    ADMIN_EMAIL: settings.adminEmail,
    SMTP_URL: process.env.SMTP_URL || `smtp://127.0.0.1:${mailbox.smtpPort}`,
    MAILBOX_ORIGIN: mailbox.origin,
    EXAMPLE_PORT: String(shop.port),
    EXAMPLE_ORIGIN: shop.origin,
    // Stored with the demo's keys, so that customers stay signed in when the shop restarts.
    EXAMPLE_SECRET: keys.secretKey,
    ANALYTICS_URL: panel.url,
    ANALYTICS_PUBLIC_KEY: keys.publicKey,
    ANALYTICS_SECRET_KEY: keys.secretKey,
    ANALYTICS_SIGNING_SECRET: keys.signingSecret ?? "",
  };
}

function startPanel({ development, panel }: DemoSettings, env: Record<string, string>): Promise<Program> {
  return startProgram({
    name: "The panel",
    script: join(repository, "apps/server/src/main.ts"),
    watch: development ? getSourceFolders("apps/server") : [],
    env,
    readyUrl: `http://127.0.0.1:${panel.port}/readyz`,
  });
}

function startShop({ development, shop }: DemoSettings, env: Record<string, string>): Promise<Program> {
  return startProgram({
    name: "The shop",
    script: join(repository, "apps/example/src/main.ts"),
    watch: development ? getSourceFolders("apps/example") : [],
    env,
    readyUrl: `http://127.0.0.1:${shop.port}/`,
  });
}

/** The sources that a process runs. Vite reloads its pages. */
function getSourceFolders(app: string): string[] {
  const packages = ["catalog", "db", "core", "api", "client"].map((name) => `packages/${name}`);

  return [app, ...packages].map((folder) => join(repository, folder, "src"));
}

async function printAddresses(
  { panel, shop, mailbox, adminEmail, eventsPerMinute }: DemoSettings,
  env: Record<string, string>,
): Promise<void> {
  print();
  print(`  Panel    ${panel.url}`);
  print(`  Shop     ${shop.origin}`);
  print(`  Mailbox  ${mailbox.origin}`);
  print(`  Sign in  ${await createSignInLink(adminEmail, env)}   (works once; as ${adminEmail})`);
  print();
  if (eventsPerMinute > 0) print("  Simulated customers are shopping.");
  print("  Ctrl-C stops everything. The data stays.");
}
