import { createTestDatabase } from "@admin-events/db/testing";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { parseSettings } from "./env.ts";
import { startShop } from "./start-shop.ts";
import { silentLog } from "./testing/open-database.ts";

test("the shop serves pages and API, and stops completely", async () => {
  await using database = await createTestDatabase();
  const settings = getSettings(database.url, await findFreePort());
  const shop = await startShop(settings, silentLog);

  const page = await fetch(`${settings.origin}/products/ember-blend`);
  const me = await fetch(`${settings.origin}/api/me`);

  expect(await page.text()).toContain("/src/web/main.tsx");
  expect(await me.json()).toEqual({
    customer: null,
    signature: null,
    orders: [],
    analytics: null,
    mailboxUrl: null,
  });

  await shop[Symbol.asyncDispose]();
  await expect(fetch(`${settings.origin}/healthz`)).rejects.toThrow();
});

test("the shop starts again on a database that has its tables", async () => {
  await using database = await createTestDatabase();
  for (let start = 0; start < 2; start++) {
    await using _shop = await startShop(getSettings(database.url, await findFreePort()), silentLog);
  }
});

test("a port that is in use is an error that names it", async () => {
  await using database = await createTestDatabase();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;

  await expect(startShop(getSettings(database.url, port), silentLog)).rejects.toThrow(`127.0.0.1:${port}`);

  other.close();
});

function getSettings(databaseUrl: string, port: number) {
  return parseSettings({
    NODE_ENV: "development",
    LOG_LEVEL: "silent",
    DATABASE_URL: databaseUrl,
    EXAMPLE_PORT: String(port),
    EXAMPLE_ORIGIN: `http://127.0.0.1:${port}`,
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();

  return port;
}
