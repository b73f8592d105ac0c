import { migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { once } from "node:events";
import { join } from "node:path";
import { assertPortIsFree } from "./assert-port-is-free.ts";
import { buildApps } from "./build.ts";
import { createSignInLink } from "./create-sign-in-link.ts";
import { startMailbox } from "./mailbox/start-mailbox.ts";
import type { Program } from "./program.ts";
import { startProgram } from "./program.ts";
import type { DemoSettings } from "./settings.ts";
import { getSourceFolders, repository } from "./settings.ts";
// eject:start
import { prepareShop, simulateCustomers, startShop } from "./shop.ts";
// eject:end
import { print, printSuccess } from "./terminal.ts";

/** Runs until the signal aborts or one of the processes ends. */
export async function runDemo(settings: DemoSettings, signal: AbortSignal): Promise<void> {
  const { panel, mailbox, dataDir } = settings;
  await assertPortIsFree(panel.port, "PORT");
  // eject:start
  await assertPortIsFree(settings.shop.port, "EXAMPLE_PORT");
  // eject:end
  await assertPortIsFree(mailbox.port, "MAILBOX_PORT");
  await assertPortIsFree(mailbox.smtpPort, "MAILBOX_SMTP_PORT");

  await using resources = new AsyncDisposableStack();
  const database = resources.use(
    await openDatabase({ databaseUrl: settings.databaseUrl, dataDir, onProgress: print }),
  );
  await migrate(database.url, { schema: settings.schema });
  // eject:start
  const keys = await prepareShop(settings, database.url, signal);
  // eject:end
  if (!settings.development) {
    await buildApps(repository);
    printSuccess("The pages are built");
  }
  signal.throwIfAborted();

  resources.use(await startMailbox(mailbox));
  const env = getEnvironment(settings);
  const programs: Program[] = [];
  const starts = [() => startPanel(settings, env)];
  const activities: Promise<unknown>[] = [];
  // eject:start
  starts.push(() => startShop(settings, keys, env));
  // eject:end
  for (const start of starts) {
    const program = await start();
    resources.defer(() => program.stop());
    programs.push(program);
    signal.throwIfAborted();
  }
  await printAddresses(settings, env);
  signal.throwIfAborted();

  // eject:start
  if (settings.eventsPerMinute > 0) activities.push(simulateCustomers(settings, keys, signal));
  // eject:end
  if (activities.length === 0) activities.push(once(signal, "abort"));
  await Promise.race([...activities, ...programs.map(({ ended }) => ended)]);
  print("Stopping …");
}

function getEnvironment({ development, panel, mailbox, ...settings }: DemoSettings): Record<string, string> {
  return {
    NODE_ENV: development ? "development" : "production",
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    DATABASE_URL: settings.databaseUrl ?? "",
    DATA_DIR: settings.dataDir,
    PORT: String(panel.port),
    ORIGIN: panel.origin,
    ADMIN_EMAIL: settings.adminEmail,
    SMTP_URL: process.env.SMTP_URL || `smtp://127.0.0.1:${mailbox.smtpPort}`,
    MAILBOX_ORIGIN: mailbox.origin,
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

async function printAddresses(settings: DemoSettings, env: Record<string, string>): Promise<void> {
  const { panel, mailbox, adminEmail } = settings;
  print();
  print(`  Panel    ${panel.url}`);
  // eject:start
  print(`  Shop     ${settings.shop.origin}`);
  // eject:end
  print(`  Mailbox  ${mailbox.origin}`);
  print(`  Sign in  ${await createSignInLink(adminEmail, env)}   (works once; as ${adminEmail})`);
  print();
  // eject:start
  if (settings.eventsPerMinute > 0) print("  Simulated customers are shopping.");
  // eject:end
  print("  Ctrl-C stops everything. The data stays.");
}
