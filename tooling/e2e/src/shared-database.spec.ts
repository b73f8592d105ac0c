import { expect, test as base } from "@playwright/test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DebianCluster } from "./debian-cluster.ts";
import { startDebianCluster } from "./debian-cluster.ts";
import { freePorts } from "./free-ports.ts";
import { openPanelClient } from "./open-panel-client.ts";
import { parseKey } from "./parse-key.ts";
import { startPooler } from "./pooler.ts";
import type { Environment } from "./script.ts";
import { endScript, runScript, startScript } from "./script.ts";
import { sendItems } from "./send-items.ts";
import { createAppDatabase } from "./shared-database.ts";

interface Place {
  folder: string;
  cluster: DebianCluster;
}

const test = base.extend<object, { place: Place }>({
  place: [
    // Playwright reads the fixture names from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "admin-events-shared-"));
      // PostgreSQL and PgBouncer may run as another user, who needs access.
      await chmod(folder, 0o755);
      const [port = 0] = await freePorts(1);
      const cluster = await startDebianCluster({ folder: join(folder, "cluster"), port, user: "postgres" });
      await use({ folder, cluster });
      await cluster[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

const cli = (env: Environment, ...args: string[]) =>
  runScript("apps/server/src/cli/main.ts", args, { LOG_LEVEL: "error", ...env });

test("two servers share an application's database behind PgBouncer in transaction mode, as a role that owns nothing", async ({
  place: { folder, cluster },
  request,
}) => {
  test.slow();
  await using running = new AsyncDisposableStack();
  const app = await createAppDatabase(cluster, "shop");
  const appBefore = await app.dumpApp();
  const [port, otherPort, poolerPort = 0] = await freePorts(3);
  const pooler = running.use(
    await startPooler({ folder: join(folder, "pooler"), port: poolerPort, urls: [app.serverUrl] }),
  );
  const pooledUrl = pooler.toPooledUrl(app.serverUrl);
  const common: Environment = {
    DATABASE_URL: pooledUrl,
    DATA_DIR: join(folder, "data"),
    AUTH_SECRET: "only-for-tests-but-long-enough-for-them",
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const [origin, otherOrigin] = [`http://localhost:${port}`, `http://localhost:${otherPort}`];
  const direct: Environment = { ...common, DIRECT_DATABASE_URL: app.serverUrl };
  const start = async (env: Environment, at: string) => {
    const child = await startScript(
      "apps/server/src/main.ts",
      { ...env, ORIGIN: at, PORT: new URL(at).port },
      `${at}/readyz`,
    );
    running.defer(() => endScript(child, "SIGTERM"));
  };

  await expect(cli(common, "migrate")).rejects.toThrow(
    "Pending migrations, and `restore`, need the role admin_events_owner",
  );
  expect(await cli({ ...common, DATABASE_URL: app.ownerUrl }, "migrate")).toContain("Applied");
  expect(await cli(direct, "migrate")).toBe("The database is up to date.");
  await Promise.all([start(direct, origin), start(common, otherOrigin)]);
  const key = parseKey(await cli(common, "keys", "create", "shop"));
  const signInLink = await cli({ ...direct, ORIGIN: otherOrigin }, "sign-in-link", "ann@example.com");
  await using client = await openPanelClient(request, signInLink);
  const { received } = client.listen(await client.liveCursor());

  const batches = Array.from({ length: 20 }, (_, batch) =>
    Array.from({ length: 10 }, (_, item) => ({
      name: "user.signed_up",
      userId: `u_${batch}_${item}`,
      timestamp: new Date(Date.now() - (batch + 1) * 86_400_000).toISOString(),
    })),
  );
  const sent = await Promise.all(
    batches.map((items, batch) => sendItems(batch % 2 === 0 ? origin : otherOrigin, key, items)),
  );

  await expect.poll(() => received().toSorted()).toEqual(sent.flat().toSorted());
  expect(await client.eventCount()).toBe(200);
  expect(await client.figures()).toMatchObject({
    total: { current: 200 },
    funnel: { steps: [{ count: 200 }, {}] },
  });
  expect(await readNotified(request, otherOrigin)).toBe(false);
  expect(JSON.parse(await cli(common, "call", "names"))).toContainEqual(
    expect.objectContaining({ name: "user.signed_up", count: 200 }),
  );
  expect(await app.dumpApp()).toBe(appBefore);
});

test("a role without ownership backs up, and the owner restores beside another application's tables", async ({
  place: { folder, cluster },
}) => {
  const app = await createAppDatabase(cluster, "before");
  const copy = await createAppDatabase(cluster, "after");
  const [appBefore, copyBefore] = [await app.dumpApp(), await copy.dumpApp()];
  const file = join(folder, "shop.backup");
  const env: Environment = { DATA_DIR: join(folder, "data"), NODE_ENV: "production" };
  await cli({ ...env, DATABASE_URL: app.ownerUrl }, "migrate");
  await cli({ ...env, DATABASE_URL: app.serverUrl }, "keys", "create", "shop");

  await cli({ ...env, DATABASE_URL: app.serverUrl }, "backup", file);
  await expect(cli({ ...env, DATABASE_URL: copy.serverUrl }, "restore", file)).rejects.toThrow(
    "Pending migrations, and `restore`, need the role admin_events_owner",
  );
  expect(await cli({ ...env, DATABASE_URL: copy.ownerUrl }, "restore", file)).toContain(
    "The row counts of all tables match the backup.",
  );

  expect(await cli({ ...env, DATABASE_URL: copy.serverUrl }, "keys", "list")).toContain("shop");
  expect(await app.dumpApp()).toBe(appBefore);
  expect(await copy.dumpApp()).toBe(copyBefore);
});

/** Whether the server is told of new events by PostgreSQL, as its System page shows. */
async function readNotified(
  request: { storageState: () => Promise<{ cookies: { name: string; value: string }[] }> },
  origin: string,
): Promise<unknown> {
  const { cookies } = await request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const response = await fetch(`${origin}/trpc/system.status`, { headers: { cookie } });
  const { result } = (await response.json()) as { result: { data: { process: { isNotified: boolean } } } };

  return result.data.process.isNotified;
}
