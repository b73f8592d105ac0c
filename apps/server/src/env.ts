import { DEFAULT_SCHEMA } from "@admin-events/db";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Settings } from "./settings.ts";

/** A variable of the environment has a value that cannot be used. The message is one sentence that names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const repository = resolve(import.meta.dirname, "../../..");

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text, {
    error: "must be a web origin like https://analytics.example.com, without a path",
  });

const days = z.coerce.number().int().min(1).max(36500);

const flag = z
  .enum(["0", "1", "false", "true"])
  .default("0")
  .transform((text) => text === "1" || text === "true");

const longSecret = z
  .string()
  .refine((text) => text.length >= 32, { error: "must have at least 32 characters" });

const address = (protocols: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
    error: `must be an address like ${example}`,
  });

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.string().optional(),
  DB_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/, { error: "must be 1 to 63 lowercase letters, digits and underscores" })
    .refine((name) => !/^(pg_|information_schema$|public$)/.test(name), {
      error: "must be a schema of its own, such as admin_events",
    })
    .default(DEFAULT_SCHEMA),
  DATA_DIR: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(4300),
  ORIGIN: origin.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(origin)),
  TRUST_PROXY: flag,
  TIME_ZONE: z
    .string()
    .default("UTC")
    .refine(isTimeZone, { error: "must be the IANA name of a time zone, like Europe/Paris" }),
  UNKNOWN_EVENTS: z.enum(["store", "reject"]).default("store"),
  RETENTION_DAYS: days.optional(),
  USAGE_RETENTION_DAYS: days.optional(),
  ACTIVITY_HASH_CHAIN: flag,
  ADMIN_EMAIL: z.email().toLowerCase().optional(),
  AUTH_SECRET: longSecret.optional(),
  JWT_SECRET: longSecret.optional(),
  JWKS_URL: address(/^https?:$/, "https://login.example.com/.well-known/jwks.json").optional(),
  JWT_AUDIENCE: z.string().optional(),
  SMTP_URL: address(/^smtps?:$/, "smtps://user:password@mail.example.com").optional(),
  MAIL_FROM: z.string().default("Admin Events <admin-events@localhost>"),
  METRICS_TOKEN: z
    .string()
    .refine((text) => /^\S{16,}$/.test(text), { error: "must have at least 16 characters, without spaces" })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(/^https?:$/, "http://localhost:4318").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
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

  const settings = settingsFrom(process.env);
  // React and Express look here themselves, and take an absent value for development.
  process.env.NODE_ENV ??= "production";

  return settings;
}

/** Where the person stands who typed a command; pnpm runs it at the root of the repository. */
export function callersFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** The settings of an environment. A variable that is set to nothing counts as not set. @throws {ConfigError} */
export function settingsFrom(environment: Record<string, string | undefined>): Settings {
  const result = variables.safeParse(withoutEmpty(environment));
  if (!result.success) throw new ConfigError(formatError(result.error, environment));

  const env = result.data;
  const settings: Settings = {
    development: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL,
    schema: env.DB_SCHEMA,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : join(repository, ".data"),
    host: env.HOST,
    port: env.PORT,
    origin: env.ORIGIN,
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    timeZone: env.TIME_ZONE,
    unknownEvents: env.UNKNOWN_EVENTS,
    retentionDays: env.RETENTION_DAYS ?? null,
    usageRetentionDays: env.USAGE_RETENTION_DAYS ?? null,
    extendHashChain: env.ACTIVITY_HASH_CHAIN,
    adminEmail: env.ADMIN_EMAIL,
    authSecret: env.AUTH_SECRET,
    jwtSecret: env.JWT_SECRET,
    jwksUrl: env.JWKS_URL,
    jwtAudience: env.JWT_AUDIENCE,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    metricsToken: env.METRICS_TOKEN,
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: env.LOG_LEVEL,
  };

  if (env.NODE_ENV === "production") refuseExamples(environment);
  if (settings.origin?.startsWith("https:") && !settings.authSecret) {
    throw new ConfigError(
      "AUTH_SECRET must be set where ORIGIN is https: at least 32 random characters, for example from `openssl rand -base64 32`.",
    );
  }

  return settings;
}

const secrets = ["AUTH_SECRET", "DATABASE_URL", "JWT_SECRET", "METRICS_TOKEN", "SMTP_URL"];
const examples = /change.?me|replace.?me|your.?secret|user:password@|:postgres@|^(.)\1*$/i;

/** What everybody can read in an example is no secret. @throws {ConfigError} */
function refuseExamples(environment: Record<string, string | undefined>): void {
  const name = secrets.find((secret) => examples.test(environment[secret]?.trim() || "unset"));
  if (!name) return;

  throw new ConfigError(
    `${name} still has the value of an example: set one of your own, or NODE_ENV=development where nobody else can reach the server.`,
  );
}

function withoutEmpty(environment: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
}

function formatError(error: z.ZodError, environment: Record<string, string | undefined>): string {
  const [problem] = error.issues;
  const name = String(problem?.path[0]);
  const given = environment[name];
  const isSecret = /SECRET|URL|TOKEN|ENDPOINT/.test(name);

  return `${name} ${describe(problem)}${isSecret ? "" : `, not ${JSON.stringify(given)}`}.`;
}

function describe(problem: z.core.$ZodIssue | undefined): string {
  if (problem?.code === "custom") return problem.message;
  if (problem?.code === "invalid_format") return `must be an ${problem.format} address`;
  if (problem?.code === "invalid_value") return `must be ${problem.values.join(" or ")}`;
  if (String(problem?.path[0]).endsWith("RETENTION_DAYS"))
    return "must be a whole number of days, at least 1";
  if (problem?.path[0] === "PORT") return "must be a whole number from 0 to 65535";

  return "has a value that cannot be used";
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
