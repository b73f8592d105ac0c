import { product } from "@admin-events/catalog";
import { DEFAULT_SCHEMA, findSchemaNameProblem } from "@admin-events/db";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { TrustedProxiesSetting } from "./http/trusted-proxies.ts";
import { findNetworkProblem, MAX_HOPS } from "./http/trusted-proxies.ts";
import type { Settings } from "./settings.ts";

/** An invalid environment variable. The message names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const REPOSITORY = resolve(import.meta.dirname, "../../..");

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text, {
    error: "must be an origin without a path, such as https://analytics.example.com",
  });

/** Empty for `/`. */
const basePath = z
  .string()
  .transform((text) => text.replace(/\/+$/, ""))
  .refine(
    (path) => path === "" || (/^(\/[\w.~-]+)+$/.test(path) && new URL(path, "http://a").pathname === path),
    {
      error: "must be a path that begins with a slash, such as /analytics",
    },
  );

/** The number of proxies, or a list of their networks. */
const trustedProxies = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .superRefine((words, context) => {
    if (isHopCount(words)) return;
    const problem = words.map(findNetworkProblem).find((found) => found !== null);
    if (!problem) return;
    const message = `must be the number of proxies, from 0 to ${MAX_HOPS}, or their addresses and networks (${problem})`;
    context.addIssue({ code: "custom", message });
  })
  .transform((words): TrustedProxiesSetting => (isHopCount(words) ? Number(words[0]) : words));

function isHopCount(words: readonly string[]): boolean {
  return words.length === 1 && /^\d+$/.test(words[0] ?? "") && Number(words[0]) <= MAX_HOPS;
}

const days = z.coerce.number().int().min(1).max(36500);

const count = z.coerce.number().int().min(0).max(1_000_000);

const flag = z
  .enum(["0", "1", "false", "true"])
  .default("0")
  .transform((text) => text === "1" || text === "true");

const longSecret = z
  .string()
  .refine((text) => text.length >= 32, { error: "must be at least 32 characters long" });

const url = (protocols: RegExp, example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), {
    error: `must be a URL such as ${example}`,
  });

const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.string().optional(),
  DIRECT_DATABASE_URL: url(
    /^postgres(ql)?:$/,
    "postgresql://user:password@localhost:5432/admin_events",
  ).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(10),
  DB_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,44}$/, {
      error: "must be 1 to 45 lowercase letters, digits or underscores, and not start with a digit",
    })
    .superRefine((name, context) => {
      const problem = findSchemaNameProblem(name);
      if (problem) context.addIssue({ code: "custom", message: problem });
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
  BASE_PATH: basePath.default(""),
  TRUSTED_PROXIES: trustedProxies.default([]),
  TRUST_PROXY: flag,
  TIME_ZONE: z
    .string()
    .default("UTC")
    .refine(isTimeZone, { error: "must be an IANA time zone such as Europe/Paris" }),
  UNKNOWN_EVENTS: z.enum(["store", "reject"]).default("store"),
  PUBLIC_NAMES_PER_DAY: count.default(200),
  PUBLIC_GROUPS_PER_DAY: count.default(1_000),
  PUBLIC_PEOPLE_PER_DAY: count.default(1_000_000),
  HANDLER_MAILS_PER_DAY: count.default(1_000),
  REDACT_KEYS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((key) => key.trim())
        .filter(Boolean),
    ),
  RETENTION_DAYS: days.optional(),
  USAGE_RETENTION_DAYS: days.optional(),
  ACTIVITY_HASH_CHAIN: flag,
  ADMIN_EMAIL: z.email().toLowerCase().optional(),
  AUTH_SECRET: longSecret.optional(),
  JWT_SECRET: longSecret.optional(),
  JWKS_URL: url(/^https?:$/, "https://login.example.com/.well-known/jwks.json").optional(),
  JWT_AUDIENCE: z.string().optional(),
  SMTP_URL: url(/^smtps?:$/, "smtps://user:password@mail.example.com").optional(),
  MAIL_FROM: z.string().default(`"${product.name}" <admin-events@localhost>`),
  METRICS_TOKEN: z
    .string()
    .refine((text) => /^\S{16,}$/.test(text), {
      error: "must be at least 16 characters long, without spaces",
    })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(/^https?:$/, "http://localhost:4318").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The variables that the server reads itself. */
export const VARIABLE_NAMES = Object.keys(variables.shape);

/** Earlier names, which hold for one minor version, and the present ones. */
export const RENAMED_VARIABLES: Readonly<Record<string, string>> = { TRUST_PROXY: "TRUSTED_PROXIES" };

/** A warning for each variable that is set by its earlier name. */
export function listRenamed(environment: Record<string, string | undefined>): string[] {
  return Object.entries(RENAMED_VARIABLES)
    .filter(([name]) => environment[name]?.trim())
    .map(
      ([name, present]) => `${name} is now called ${present}. Rename it: a later version ignores ${name}.`,
    );
}

/**
 * Reads the settings from the environment and from `.env` in the root of the repository. The environment takes precedence.
 *
 * @throws {ConfigError}
 */
export function readEnvironment(): Settings {
  const file = join(REPOSITORY, ".env");
  if (existsSync(file)) process.loadEnvFile(file);

  const settings = parseSettings(process.env);
  // React and Express read it too, and default to development.
  process.env.NODE_ENV ??= "production";

  return settings;
}

/** The folder in which a command was typed. pnpm changes to the root of the repository and keeps it in INIT_CWD. */
export function getCallerFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** An empty variable counts as unset. @throws {ConfigError} */
export function parseSettings(environment: Record<string, string | undefined>): Settings {
  const result = variables.safeParse(withoutEmpty(environment));
  if (!result.success) throw new ConfigError(formatError(result.error, environment));

  const env = result.data;
  const settings: Settings = {
    development: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL,
    directDatabaseUrl: env.DIRECT_DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    schema: env.DB_SCHEMA,
    dataDir: env.DATA_DIR ? resolve(env.DATA_DIR) : join(REPOSITORY, ".data"),
    host: env.HOST,
    port: env.PORT,
    origin: env.ORIGIN,
    allowedOrigins: env.ALLOWED_ORIGINS,
    basePath: env.BASE_PATH,
    // The earlier name, for one proxy.
    trustedProxies: env.TRUST_PROXY ? 1 : env.TRUSTED_PROXIES,
    timeZone: env.TIME_ZONE,
    unknownEvents: env.UNKNOWN_EVENTS,
    publicNamesPerDay: env.PUBLIC_NAMES_PER_DAY,
    publicGroupsPerDay: env.PUBLIC_GROUPS_PER_DAY,
    publicPeoplePerDay: env.PUBLIC_PEOPLE_PER_DAY,
    handlerMailsPerDay: env.HANDLER_MAILS_PER_DAY,
    redactKeys: env.REDACT_KEYS,
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

  if (settings.directDatabaseUrl && !settings.databaseUrl) {
    throw new ConfigError(
      "DIRECT_DATABASE_URL is set without DATABASE_URL. Set DATABASE_URL to the pooled address of the same database, or unset DIRECT_DATABASE_URL.",
    );
  }
  if (env.TRUST_PROXY && environment.TRUSTED_PROXIES?.trim()) {
    throw new ConfigError("TRUST_PROXY and TRUSTED_PROXIES are both set. Keep TRUSTED_PROXIES only.");
  }
  if (env.NODE_ENV === "production") rejectExampleSecrets(environment);
  if (settings.origin?.startsWith("https:") && !settings.authSecret) {
    throw new ConfigError(
      "AUTH_SECRET is required when ORIGIN uses https. Generate one with `openssl rand -base64 32`.",
    );
  }

  return settings;
}

const SECRETS = [
  "AUTH_SECRET",
  "DATABASE_URL",
  "DIRECT_DATABASE_URL",
  "JWT_SECRET",
  "METRICS_TOKEN",
  "SMTP_URL",
];
const EXAMPLES = /change.?me|replace.?me|your.?secret|user:password@|:postgres@|^(.)\1*$/i;

/** @throws {ConfigError} if a secret has a well-known value. */
function rejectExampleSecrets(environment: Record<string, string | undefined>): void {
  const name = SECRETS.find((secret) => EXAMPLES.test(environment[secret]?.trim() || "unset"));
  if (!name) return;

  throw new ConfigError(
    `${name} is set to an example value. Set your own value, or NODE_ENV=development on a private machine.`,
  );
}

function withoutEmpty(environment: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
}

function formatError(error: z.ZodError, environment: Record<string, string | undefined>): string {
  const [issue] = error.issues;
  const name = String(issue?.path[0]);
  const value = environment[name];
  const isSecret = /SECRET|URL|TOKEN|ENDPOINT/.test(name);

  return `${name} ${describe(issue)}${isSecret ? "" : `, not ${JSON.stringify(value)}`}.`;
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === "custom") return issue.message;
  if (issue?.code === "invalid_format" && issue.format === "regex") return issue.message;
  if (issue?.code === "invalid_format") return `must be a valid ${issue.format} address`;
  if (issue?.code === "invalid_value") return `must be ${issue.values.join(" or ")}`;
  if (String(issue?.path[0]).endsWith("RETENTION_DAYS")) return "must be a whole number of days, at least 1";
  if (String(issue?.path[0]).endsWith("_PER_DAY")) return "must be a whole number from 0 to 1000000";
  if (issue?.path[0] === "DATABASE_POOL_SIZE") return "must be a whole number from 2 to 100";
  if (issue?.path[0] === "PORT") return "must be a whole number from 0 to 65535";

  return "is invalid";
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
