import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Settings } from "./settings.ts";

/** A variable of the environment has a value that cannot be used. The message is one sentence that names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const repository = resolve(import.meta.dirname, "../../..");

/** Variables that are set to nothing count as not set. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const port = z.coerce
  .number({ error: "must be a port number" })
  .refine((number) => Number.isInteger(number) && number > 0 && number < 65_536, {
    error: "must be a port number",
  });
const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: "must be a web origin like https://shop.example.com, without a path",
});

const variables = z.object({
  NODE_ENV: optional(z.string()),
  DATABASE_URL: optional(z.string()),
  DATA_DIR: optional(z.string()),
  HOST: optional(z.string()),
  EXAMPLE_PORT: optional(port),
  EXAMPLE_SMTP_PORT: optional(port),
  EXAMPLE_ORIGIN: optional(origin),
  EXAMPLE_STAFF_EMAIL: optional(z.email({ error: "must be an e-mail address" }).toLowerCase()),
  ANALYTICS_URL: optional(z.url({ error: "must be a web address like http://localhost:4300" })),
  ANALYTICS_PUBLIC_KEY: optional(
    z.string().startsWith("pk_", { error: "must be a key that begins with pk_" }),
  ),
  ANALYTICS_SECRET_KEY: optional(
    z.string().startsWith("sk_", { error: "must be a key that begins with sk_" }),
  ),
  ANALYTICS_SIGNING_SECRET: optional(
    z.string().startsWith("ss_", { error: "must be a secret that begins with ss_" }),
  ),
  LOG_LEVEL: optional(
    z.enum(["debug", "info", "warn", "error", "silent"], {
      error: "must be debug, info, warn, error or silent",
    }),
  ),
});

/**
 * The settings of this process, from its environment and the file `.env` at the root of the repository; what the
 * environment says goes before the file.
 *
 * @throws {ConfigError}
 */
export function readEnvironment(): Settings {
  const file = join(repository, ".env");
  if (existsSync(file)) process.loadEnvFile(file);

  // Express and React look here themselves, and take an absent value for development.
  process.env.NODE_ENV ??= "production";

  return settingsFrom(process.env);
}

/** @throws {ConfigError} */
export function settingsFrom(environment: Record<string, string | undefined>): Settings {
  const result = variables.safeParse(environment);
  if (!result.success) {
    const [problem] = result.error.issues;
    throw new ConfigError(`${String(problem?.path[0])} ${problem?.message}.`);
  }

  const env = result.data;
  return {
    development: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : join(repository, ".data"),
    host: env.HOST ?? "127.0.0.1",
    port: env.EXAMPLE_PORT ?? 4301,
    smtpPort: env.EXAMPLE_SMTP_PORT ?? 4325,
    origin: env.EXAMPLE_ORIGIN,
    staffEmail: env.EXAMPLE_STAFF_EMAIL ?? "roaster@cinder.example",
    analytics: analyticsFrom(env),
    logLevel: env.LOG_LEVEL ?? "info",
  };
}

function analyticsFrom(env: z.output<typeof variables>): Settings["analytics"] {
  const { ANALYTICS_PUBLIC_KEY: publicKey, ANALYTICS_SECRET_KEY: secretKey } = env;
  const signingSecret = env.ANALYTICS_SIGNING_SECRET;
  if (!publicKey && !secretKey) return undefined;

  if (!publicKey) throw new ConfigError("ANALYTICS_PUBLIC_KEY must be set beside ANALYTICS_SECRET_KEY.");
  if (!secretKey) throw new ConfigError("ANALYTICS_SECRET_KEY must be set beside ANALYTICS_PUBLIC_KEY.");

  return { url: env.ANALYTICS_URL ?? "http://localhost:4300", publicKey, secretKey, signingSecret };
}
