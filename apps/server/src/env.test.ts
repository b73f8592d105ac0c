import { expect, test } from "vitest";
import { settingsFrom } from "./env.ts";

test("an empty environment is a server for this machine on port 4300", () => {
  expect(settingsFrom({})).toMatchObject({
    development: false,
    host: "127.0.0.1",
    port: 4300,
    timeZone: "UTC",
    unknownEvents: "store",
    extendHashChain: false,
    retentionDays: null,
    usageRetentionDays: null,
    dataDir: expect.stringMatching(/[/\\]\.data$/) as string,
  });
});

test("an empty variable counts as absent", () => {
  const names = ["DATABASE_URL", "PORT", "ORIGIN", "ADMIN_EMAIL", "AUTH_SECRET", "TIME_ZONE", "TRUST_PROXY"];

  const settings = settingsFrom(Object.fromEntries(names.map((name) => [name, ""])));

  expect(settings).toEqual(settingsFrom({}));
});

test("lists, flags and numbers of days are read", () => {
  const settings = settingsFrom({
    ALLOWED_ORIGINS: "https://a.example, https://b.example",
    TRUST_PROXY: "1",
    ACTIVITY_HASH_CHAIN: "true",
    RETENTION_DAYS: "90",
    USAGE_RETENTION_DAYS: "30",
    ADMIN_EMAIL: "Ann@Example.com",
  });

  expect(settings).toMatchObject({
    allowedOrigins: ["https://a.example", "https://b.example"],
    trustProxy: true,
    extendHashChain: true,
    retentionDays: 90,
    usageRetentionDays: 30,
    adminEmail: "ann@example.com",
  });
});

test.each([
  [{ PORT: "http" }, 'PORT must be a whole number from 0 to 65535, not "http".'],
  [{ PORT: "70000" }, 'PORT must be a whole number from 0 to 65535, not "70000".'],
  [{ TRUST_PROXY: "yes" }, 'TRUST_PROXY must be 0 or 1 or false or true, not "yes".'],
  [{ UNKNOWN_EVENTS: "drop" }, 'UNKNOWN_EVENTS must be store or reject, not "drop".'],
  [{ TIME_ZONE: "Mars" }, 'TIME_ZONE must be the IANA name of a time zone, like Europe/Paris, not "Mars".'],
  [
    { ORIGIN: "https://a.example/panel" },
    'ORIGIN must be a web origin like https://analytics.example.com, without a path, not "https://a.example/panel".',
  ],
  [{ ADMIN_EMAIL: "ann" }, 'ADMIN_EMAIL must be an email address, not "ann".'],
  [{ SMTP_URL: "mail" }, "SMTP_URL must be an address like smtps://user:password@mail.example.com."],
  [{ RETENTION_DAYS: "0" }, 'RETENTION_DAYS must be a whole number of days, at least 1, not "0".'],
  [{ USAGE_RETENTION_DAYS: "1.5" }, "USAGE_RETENTION_DAYS must be a whole number of days, at least 1"],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32 characters."],
])("%j is answered with a sentence that names the variable", (environment, sentence) => {
  expect(() => settingsFrom(environment)).toThrow(sentence);
});

test("an https origin needs a secret of its own", () => {
  expect(() => settingsFrom({ ORIGIN: "https://a.example" })).toThrow(/^AUTH_SECRET must be set/);
});

test.each([
  { AUTH_SECRET: "change-me-change-me-change-me-change-me" },
  { AUTH_SECRET: "a".repeat(40) },
  { DATABASE_URL: "postgresql://user:password@localhost:5432/admin_events" },
  { DATABASE_URL: "postgres://postgres:postgres@db:5432/events" },
  { SMTP_URL: "smtps://user:password@mail.example.com" },
  { JWT_SECRET: "your-secret-your-secret-your-secret-1" },
  { METRICS_TOKEN: "replace-me-with-a-token" },
])("in production %j is refused as an example that everybody knows", (environment) => {
  const [name] = Object.keys(environment);

  expect(() => settingsFrom(environment)).toThrow(`${name} still has the value of an example`);
  expect(() => settingsFrom({ ...environment, NODE_ENV: "development" })).not.toThrow();
});
