import { expect, test } from "vitest";
import { listRenamed, parseSettings } from "./env.ts";

test("an empty environment has defaults for a local server on port 4300", () => {
  expect(parseSettings({})).toMatchObject({
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

test("an empty variable counts as unset", () => {
  const names = ["DATABASE_URL", "PORT", "ORIGIN", "BASE_PATH", "ADMIN_EMAIL", "AUTH_SECRET", "TIME_ZONE"];

  const settings = parseSettings(Object.fromEntries(names.map((name) => [name, ""])));

  expect(settings).toEqual(parseSettings({}));
});

test("lists, flags and numbers of days are parsed", () => {
  const settings = parseSettings({
    ALLOWED_ORIGINS: "https://a.example, https://b.example",
    TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::7",
    BASE_PATH: "/tools/analytics/",
    ACTIVITY_HASH_CHAIN: "true",
    RETENTION_DAYS: "90",
    USAGE_RETENTION_DAYS: "30",
    ADMIN_EMAIL: "Ann@Example.com",
  });

  expect(settings).toMatchObject({
    allowedOrigins: ["https://a.example", "https://b.example"],
    trustedProxies: ["10.0.0.0/8", "2001:db8::7"],
    basePath: "/tools/analytics",
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
  [{ BASE_PATH: "analytics" }, "BASE_PATH must be a path that begins with a slash, such as /analytics"],
  [{ BASE_PATH: "/a b" }, "BASE_PATH must be a path"],
  [{ BASE_PATH: "/a/../b" }, "BASE_PATH must be a path"],
  [{ BASE_PATH: "//a.example" }, "BASE_PATH must be a path"],
  [
    { TRUSTED_PROXIES: "11" },
    "TRUSTED_PROXIES must be the number of proxies, from 0 to 10, or their addresses and networks",
  ],
  [
    { TRUSTED_PROXIES: "10.0.0.0/8 nginx" },
    '(nginx is not an IP address or a network such as 10.0.0.0/8), not "10.0.0.0/8 nginx".',
  ],
  [{ UNKNOWN_EVENTS: "drop" }, 'UNKNOWN_EVENTS must be store or reject, not "drop".'],
  [{ TIME_ZONE: "Mars" }, 'TIME_ZONE must be an IANA time zone such as Europe/Paris, not "Mars".'],
  [
    { ORIGIN: "https://a.example/panel" },
    'ORIGIN must be an origin without a path, such as https://analytics.example.com, not "https://a.example/panel".',
  ],
  [{ ADMIN_EMAIL: "ann" }, 'ADMIN_EMAIL must be a valid email address, not "ann".'],
  [{ SMTP_URL: "mail" }, "SMTP_URL must be a URL such as smtps://user:password@mail.example.com."],
  [{ RETENTION_DAYS: "0" }, 'RETENTION_DAYS must be a whole number of days, at least 1, not "0".'],
  [{ USAGE_RETENTION_DAYS: "1.5" }, "USAGE_RETENTION_DAYS must be a whole number of days, at least 1"],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET must be at least 32 characters long."],
])("%j fails with a message that names the variable", (environment, message) => {
  expect(() => parseSettings(environment)).toThrow(message);
});

test("TRUST_PROXY=1 is one trusted proxy", () => {
  expect(parseSettings({ TRUSTED_PROXIES: "1" }).trustedProxies).toBe(1);
  expect(parseSettings({ TRUST_PROXY: "1" }).trustedProxies).toBe(1);
  expect(() => parseSettings({ TRUST_PROXY: "1", TRUSTED_PROXIES: "2" })).toThrow(
    "Keep TRUSTED_PROXIES only.",
  );
});

test("a variable that is set by its earlier name is warned about", () => {
  expect(listRenamed({ TRUST_PROXY: "1" })).toEqual([
    "TRUST_PROXY is now called TRUSTED_PROXIES. Rename it: a later version ignores TRUST_PROXY.",
  ]);
  expect(listRenamed({ TRUST_PROXY: "", TRUSTED_PROXIES: "1" })).toEqual([]);
});

test("a base path of / is none", () => {
  expect(parseSettings({ BASE_PATH: "/" }).basePath).toBe("");
});

test("an https origin requires AUTH_SECRET", () => {
  expect(() => parseSettings({ ORIGIN: "https://a.example" })).toThrow(/^AUTH_SECRET is required/);
});

test.each([
  { AUTH_SECRET: "change-me-change-me-change-me-change-me" },
  { AUTH_SECRET: "a".repeat(40) },
  { DATABASE_URL: "postgresql://user:password@localhost:5432/admin_events" },
  { DATABASE_URL: "postgres://postgres:postgres@db:5432/events" },
  { SMTP_URL: "smtps://user:password@mail.example.com" },
  { JWT_SECRET: "your-secret-your-secret-your-secret-1" },
  { METRICS_TOKEN: "replace-me-with-a-token" },
])("production rejects the example value %j", (environment) => {
  const [name] = Object.keys(environment);

  expect(() => parseSettings(environment)).toThrow(`${name} is set to an example value`);
  expect(() => parseSettings({ ...environment, NODE_ENV: "development" })).not.toThrow();
});
