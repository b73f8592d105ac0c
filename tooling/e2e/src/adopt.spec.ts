import { createSqlTracking } from "@admin-events/client/sql";
import { expect, test } from "@playwright/test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataLayers } from "./data-layers.ts";
import { startDebianCluster } from "./debian-cluster.ts";
import { freePorts } from "./free-ports.ts";
import { startPooler } from "./pooler.ts";
import type { Environment } from "./script.ts";
import { endScript, runScript, startScript } from "./script.ts";
import { createAppDatabase } from "./shared-database.ts";
import { startNginx } from "./start-proxy.ts";

const { track } = createSqlTracking();

test.use({ ignoreHTTPSErrors: true });

test("an app with its own tables adopts Admin Events behind PgBouncer and nginx, in every data layer", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using running = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "admin-events-adopt-"));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL and PgBouncer may run as another user, who needs access.
  await chmod(folder, 0o755);
  const [clusterPort = 0, poolerPort = 0, port = 0, otherPort = 0, nginxPort = 0] = await freePorts(5);
  const cluster = running.use(
    await startDebianCluster({ folder: join(folder, "cluster"), port: clusterPort, user: "postgres" }),
  );
  const app = await createAppDatabase(cluster, "shop");
  await cluster.runSql(app.appUrl, "create table orders (id text primary key)");
  const before = await app.dumpApp();
  const pooler = running.use(
    await startPooler({
      folder: join(folder, "pooler"),
      port: poolerPort,
      urls: [app.serverUrl, app.appUrl],
    }),
  );

  const origin = `https://localhost:${nginxPort}`;
  const environment: Environment = {
    DATABASE_URL: pooler.toPooledUrl(app.serverUrl),
    DIRECT_DATABASE_URL: app.serverUrl,
    DATA_DIR: join(folder, "data"),
    AUTH_SECRET: "only for tests, but long enough for them",
    ORIGIN: origin,
    BASE_PATH: "/analytics",
    TRUSTED_PROXIES: "1",
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const cli = (...args: string[]) => runScript("apps/server/src/cli/main.ts", args, environment);
  await runScript("apps/server/src/cli/main.ts", ["migrate"], {
    ...environment,
    DATABASE_URL: app.ownerUrl,
    DIRECT_DATABASE_URL: app.ownerUrl,
  });
  await cluster.runSql(
    app.ownerUrl,
    `grant usage on schema admin_events to app;
     grant execute on function admin_events.track(text, jsonb), admin_events.log_activity(text, jsonb) to app;`,
  );
  for (const at of [port, otherPort]) {
    const server = await startScript(
      "apps/server/src/main.ts",
      { ...environment, PORT: String(at) },
      `http://127.0.0.1:${at}/analytics/readyz`,
    );
    running.defer(() => endScript(server, "SIGTERM"));
  }
  const servers = `upstream servers {\n  server 127.0.0.1:${port};\n  server 127.0.0.1:${otherPort};\n}\n\nserver {`;
  running.use(
    await startNginx({ folder, port: nginxPort, serverPort: port, appPort: port }, [
      [
        `proxy_pass http://127.0.0.1:${port};\n    proxy_http_version`,
        "proxy_pass http://servers;\n    proxy_http_version",
      ],
      ["server {", servers],
    ]),
  );

  await page.goto(await cli("sign-in-link", "ann@example.com"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.goto(`${origin}/analytics/events?name=order.placed`);
  await expect(page.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  const ids: string[] = [];
  for (const [name, writeAll] of Object.entries(dataLayers)) {
    await writeAll(pooler.toPooledUrl(app.appUrl), [
      {
        orderId: `${name}_1`,
        track: async (tx) =>
          ids.push(await track(tx, "order.placed", { userId: name, metadata: toMetadata(`${name}_1`) })),
      },
      {
        orderId: `${name}_2`,
        async track(tx) {
          await track(tx, "order.placed", { userId: name, metadata: toMetadata(`${name}_2`) });
          throw new Error("The payment was declined.");
        },
      },
    ]);
  }
  const layerNames = Object.keys(dataLayers);
  expect(ids).toHaveLength(layerNames.length);

  for (const id of ids) await expect(page.locator(`a[href="/analytics/events/${id}"]`).first()).toBeVisible();
  const counted = JSON.parse(
    await cli("call", "aggregate", JSON.stringify({ name: "order.placed", ...today() })),
  ) as {
    current: number;
  };
  expect(counted.current).toBe(layerNames.length);
  const orders = await cluster.readLines(app.appUrl, "select id from orders order by id");
  const events = await cluster.readLines(
    app.serverUrl,
    `select metadata ->> 'orderId' from admin_events.events where name_id =
       (select id from admin_events.event_names where name = 'order.placed' and not is_activity) order by 1`,
  );
  expect(events).toEqual(orders);
  expect(orders.toSorted()).toEqual(layerNames.map((name) => `${name}_1`).toSorted());

  await page.goto(`${origin}/analytics/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dashboard");
  await cluster.runSql(app.appUrl, "delete from orders");
  expect(await app.dumpApp()).toBe(before);
});

/** As the catalog describes it. */
function toMetadata(orderId: string) {
  return { orderId, total: 26.1, currency: "EUR", items: 1 };
}

/** From yesterday to tomorrow in UTC, which is today in every zone. */
function today(): { from: string; to: string } {
  const toDate = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  return { from: toDate(-1), to: toDate(1) };
}
