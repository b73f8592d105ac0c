import { expect, test } from "vitest";
import { settingsFrom } from "./env.ts";

test("without any variable the shop runs on this machine, beside the others", () => {
  expect(settingsFrom({})).toMatchObject({
    development: false,
    host: "127.0.0.1",
    port: 4301,
    smtpPort: 4325,
    analytics: undefined,
    logLevel: "info",
  });
});

test("empty variables count as not set", () => {
  expect(settingsFrom({ EXAMPLE_PORT: "", ANALYTICS_URL: "", DATABASE_URL: "" })).toEqual(settingsFrom({}));
});

test("with both keys events are sent to the given server", () => {
  const keys = { ANALYTICS_PUBLIC_KEY: "pk_1", ANALYTICS_SECRET_KEY: "sk_1" };

  expect(settingsFrom(keys).analytics).toEqual({
    url: "http://localhost:4300",
    publicKey: "pk_1",
    secretKey: "sk_1",
  });
  expect(settingsFrom({ ...keys, ANALYTICS_URL: "https://a.example" }).analytics?.url).toBe(
    "https://a.example",
  );
});

test.each([
  [{ EXAMPLE_PORT: "shop" }, "EXAMPLE_PORT must be a port number."],
  [{ EXAMPLE_SMTP_PORT: "70000" }, "EXAMPLE_SMTP_PORT must be a port number."],
  [
    { EXAMPLE_ORIGIN: "shop.example.com/" },
    "EXAMPLE_ORIGIN must be a web origin like https://shop.example.com, without a path.",
  ],
  [{ ANALYTICS_URL: "localhost" }, "ANALYTICS_URL must be a web address like http://localhost:4300."],
  [{ ANALYTICS_SECRET_KEY: "pk_1" }, "ANALYTICS_SECRET_KEY must be a key that begins with sk_."],
  [{ ANALYTICS_SECRET_KEY: "sk_1" }, "ANALYTICS_PUBLIC_KEY must be set beside ANALYTICS_SECRET_KEY."],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be debug, info, warn, error or silent."],
])("a wrong value is named in one sentence: %o", (environment, sentence) => {
  expect(() => settingsFrom(environment)).toThrow(sentence);
});
