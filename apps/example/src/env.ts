import { formatIssueMessage } from "@admin-events/catalog";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

/** An environment variable has an invalid value. The message names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export type Settings = ReturnType<typeof parseSettings>;

const repository = resolve(import.meta.dirname, "../../..");
const port = z.coerce.number().int().min(1).max(65_535);

// The README explains each variable.
const variables = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  DB_SCHEMA: z.string().optional(),
  DATA_DIR: z.string().default(join(repository, ".data")),
  HOST: z.string().default("127.0.0.1"),
  EXAMPLE_PORT: port.default(4301),
  EXAMPLE_ORIGIN: z.url().optional(),
  EXAMPLE_SECRET: z.string().min(32).optional(),
  EXAMPLE_STAFF_EMAIL: z.email().toLowerCase().default("roaster@cinder.example"),
  SMTP_URL: z.url().optional(),
  MAILBOX_ORIGIN: z.url().optional(),
  ANALYTICS_URL: z.url().default("http://localhost:4300"),
  ANALYTICS_PUBLIC_KEY: z.string().startsWith("pk_").optional(),
  ANALYTICS_SECRET_KEY: z.string().startsWith("sk_").optional(),
  ANALYTICS_SIGNING_SECRET: z.string().startsWith("ss_").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Reads the environment and the `.env` file at the root of the repository. @throws {ConfigError} */
export function readSettings(): Settings {
  const file = join(repository, ".env");
  if (existsSync(file)) process.loadEnvFile(file);

  // Express and React treat an absent value as development.
  process.env.NODE_ENV ??= "production";

  return parseSettings(process.env);
}

/** Empty variables count as absent. @throws {ConfigError} */
export function parseSettings(environment: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const { data: env, error } = variables.safeParse(given);
  if (!env) throw new ConfigError(`${formatIssueMessage(error)}.`);

  const { ANALYTICS_PUBLIC_KEY: publicKey, ANALYTICS_SECRET_KEY: secretKey } = env;
  if (!publicKey !== !secretKey)
    throw new ConfigError("Set both ANALYTICS_PUBLIC_KEY and ANALYTICS_SECRET_KEY, or neither.");

  return {
    isDevelopment: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL,
    schema: env.DB_SCHEMA,
    dataDir: resolve(env.DATA_DIR),
    host: env.HOST,
    port: env.EXAMPLE_PORT,
    origin: env.EXAMPLE_ORIGIN ?? `http://localhost:${env.EXAMPLE_PORT}`,
    // A random secret signs everyone out when the shop restarts.
    secret: env.EXAMPLE_SECRET ?? randomBytes(32).toString("base64url"),
    staffEmail: env.EXAMPLE_STAFF_EMAIL,
    smtpUrl: env.SMTP_URL,
    mailboxUrl: env.MAILBOX_ORIGIN,
    analytics: publicKey && secretKey ? { url: env.ANALYTICS_URL, publicKey, secretKey } : undefined,
    signingSecret: env.ANALYTICS_SIGNING_SECRET,
    logLevel: env.LOG_LEVEL,
  };
}
