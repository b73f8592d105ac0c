import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export const repository = resolve(import.meta.dirname, "../../..");

export interface DemoSettings {
  /** Serves panel and shop from source, with hot reload. */
  development: boolean;
  // eject:start
  /** The same seed produces the same year. */
  seed: string;
  /** 0 disables the simulated customers. */
  eventsPerMinute: number;
  shop: { port: number; origin: string };
  // eject:end
  databaseUrl?: string;
  schema?: string;
  dataDir: string;
  /** `url` has the base path. */
  panel: { port: number; origin: string; url: string };
  mailbox: { port: number; origin: string; smtpPort: number; host?: string };
  adminEmail: string;
}

export function readSettings(): DemoSettings {
  const { values } = parseArgs({
    options: {
      dev: { type: "boolean", default: false },
      // eject:start
      seed: { type: "string", default: "1" },
      "events-per-minute": { type: "string", default: "40" },
      // eject:end
    },
  });
  const { env } = process;
  const panelPort = Number(env.PORT || 4300);
  const panelOrigin = env.ORIGIN || `http://localhost:${panelPort}`;
  // eject:start
  const shopPort = Number(env.EXAMPLE_PORT || 4301);
  // eject:end
  const mailboxPort = Number(env.MAILBOX_PORT || 4302);

  return {
    development: values.dev,
    // eject:start
    seed: values.seed,
    eventsPerMinute: Number(values["events-per-minute"]),
    shop: { port: shopPort, origin: env.EXAMPLE_ORIGIN || `http://localhost:${shopPort}` },
    // eject:end
    databaseUrl: env.DATABASE_URL || undefined,
    schema: env.DB_SCHEMA || undefined,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : join(repository, ".data"),
    panel: {
      port: panelPort,
      origin: panelOrigin,
      url: panelOrigin + (env.BASE_PATH ?? "").replace(/\/+$/, ""),
    },
    mailbox: {
      port: mailboxPort,
      origin: env.MAILBOX_ORIGIN || `http://localhost:${mailboxPort}`,
      smtpPort: Number(env.MAILBOX_SMTP_PORT || 4325),
      host: env.HOST || undefined,
    },
    adminEmail: env.ADMIN_EMAIL || "admin@example.com",
  };
}

/** The sources that an app's process runs. Vite reloads its pages. */
export function getSourceFolders(app: string): string[] {
  const packages = ["catalog", "db", "core", "api", "client"].map((name) => `packages/${name}`);

  return [app, ...packages].map((folder) => join(repository, folder, "src"));
}
