import { createTestDatabase } from "@admin-events/db/testing";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { PortTaken } from "./port-taken.ts";
import type { Settings } from "./settings.ts";
import { startShop } from "./start-shop.ts";
import { silentLog } from "./testing/silent-log.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

test("the shop opens with all its parts and closes without leaving anything behind", async () => {
  await using setting = await openSetting();
  const shop = await startShop(setting.settings, silentLog);

  const page = await fetch(`${shop.origin}/products/ember-blend`);
  const me = await fetch(`${shop.origin}/api/me`);

  expect(await page.text()).toContain("/src/web/main.tsx");
  expect(await me.json()).toEqual({ user: null, signature: null, orders: [], analytics: null });

  await shop[Symbol.asyncDispose]();
  await expect(fetch(`${shop.origin}/healthz`)).rejects.toThrow();
});

test("a taken port is told with the variable to set, and nothing stays open", async () => {
  await using setting = await openSetting();
  const other = createServer().listen(setting.settings.port, "127.0.0.1");
  await once(other, "listening");

  await expect(startShop(setting.settings, silentLog)).rejects.toThrow(
    new PortTaken(
      `Port ${setting.settings.port} is taken: stop what listens there, or set EXAMPLE_PORT to a free port.`,
    ),
  );

  other.close();
});

async function openSetting(): Promise<{ settings: Settings } & AsyncDisposable> {
  const database = await createTestDatabase();
  const folder = await temporaryFolder();

  return {
    settings: {
      development: true,
      databaseUrl: database.url,
      dataDir: folder.path,
      host: "127.0.0.1",
      port: await freePort(),
      staffEmail: "roaster@cinder.example",
      smtpPort: 0,
      logLevel: "silent",
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();

  return port;
}
