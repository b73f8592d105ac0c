import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

export const repository = resolve(import.meta.dirname, "../../..");

/** Where the demo runs and what it fills in. */
export interface DemoSettings {
  /** Serves panel and shop from their sources with hot reload. */
  development: boolean;
  /** The same seed fills in the same year. */
  seed: string;
  databaseUrl?: string;
  dataDir: string;
  panel: { port: number; origin: string };
  shop: { port: number; origin: string; smtpPort: number };
  adminEmail: string;
  /** What the simulated customers do in a minute; 0 for none. */
  eventsPerMinute: number;
}

export function readSettings(): DemoSettings {
  const { values } = parseArgs({
    options: {
      dev: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      "events-per-minute": { type: "string", default: "40" },
    },
  });
  const {
    DATABASE_URL,
    DATA_DIR,
    PORT,
    ORIGIN,
    EXAMPLE_PORT,
    EXAMPLE_ORIGIN,
    EXAMPLE_SMTP_PORT,
    ADMIN_EMAIL,
  } = process.env;
  const panelPort = Number(PORT || 4300);
  const shopPort = Number(EXAMPLE_PORT || 4301);

  return {
    development: values.dev,
    seed: values.seed,
    databaseUrl: DATABASE_URL || undefined,
    dataDir: DATA_DIR ? resolve(DATA_DIR) : join(repository, ".data"),
    panel: { port: panelPort, origin: ORIGIN || `http://localhost:${panelPort}` },
    shop: {
      port: shopPort,
      origin: EXAMPLE_ORIGIN || `http://localhost:${shopPort}`,
      smtpPort: Number(EXAMPLE_SMTP_PORT || 4325),
    },
    adminEmail: ADMIN_EMAIL || "admin@example.com",
    eventsPerMinute: Number(values["events-per-minute"]),
  };
}
