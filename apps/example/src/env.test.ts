import { expect, test } from "vitest";
import { parseSettings } from "./env.ts";

test("without variables the shop runs on this machine with the default ports", () => {
  expect(parseSettings({})).toMatchObject({
    isDevelopment: false,
    host: "127.0.0.1",
    port: 4301,
    origin: "http://localhost:4301",
    analytics: undefined,
    logLevel: "info",
  });
});

test("empty variables count as absent", () => {
  expect(parseSettings({ EXAMPLE_PORT: "", ANALYTICS_URL: "", DATABASE_URL: "" })).toMatchObject({
    ...parseSettings({}),
    secret: expect.any(String) as string,
  });
});

test("with both keys the shop sends events to the analytics server", () => {
  const keys = { ANALYTICS_PUBLIC_KEY: "pk_1", ANALYTICS_SECRET_KEY: "sk_1" };

  expect(parseSettings(keys).analytics).toEqual({
    url: "http://localhost:4300",
    publicKey: "pk_1",
    secretKey: "sk_1",
  });
  expect(parseSettings({ ...keys, ANALYTICS_URL: "https://a.example" }).analytics?.url).toBe(
    "https://a.example",
  );
});

test.each([
  [{ EXAMPLE_PORT: "shop" }, "EXAMPLE_PORT"],
  [{ EXAMPLE_PORT: "70000" }, "EXAMPLE_PORT"],
  [{ EXAMPLE_ORIGIN: "shop.example.com/" }, "EXAMPLE_ORIGIN"],
  [{ EXAMPLE_SECRET: "short" }, "EXAMPLE_SECRET"],
  [{ ANALYTICS_URL: "localhost" }, "ANALYTICS_URL"],
  [{ ANALYTICS_SECRET_KEY: "pk_1" }, "ANALYTICS_SECRET_KEY"],
  [{ ANALYTICS_SECRET_KEY: "sk_1" }, "Set both ANALYTICS_PUBLIC_KEY and ANALYTICS_SECRET_KEY, or neither."],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
])("an invalid value is an error that names the variable: %o", (environment, message) => {
  expect(() => parseSettings(environment)).toThrow(message);
});
