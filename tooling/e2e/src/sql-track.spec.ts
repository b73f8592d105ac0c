import { expect, test } from "@playwright/test";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { prepareMove } from "./prepare-move.ts";
import { repository } from "./repository.ts";

const run = promisify(execFile);

/** Only this test needs Prisma, so the repository does not install it. */
const PRISMA = { prisma: "7.10.1", "@prisma/client": "7.10.0", "@prisma/adapter-pg": "7.10.1" };

const SET_UP = `
create role shop login password 'shop';
create table public.orders (id text primary key, total float8 not null);
grant select, insert on public.orders to shop;
grant usage on schema admin_events to shop;
grant execute on function admin_events.track(text, jsonb), admin_events.log_activity(text, jsonb) to shop;`;

/** Copies the app, installs Prisma and generates its client, which needs no engine. */
async function installApp(folder: string, databaseUrl: string): Promise<void> {
  await cp(join(import.meta.dirname, "fixtures/prisma-app"), folder, { recursive: true });
  // Not a module in the repository, whose dependencies it has none of.
  await rename(join(folder, "app.mjs.txt"), join(folder, "app.mjs"));
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: PRISMA }),
  );
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder });
  await run("npx", ["prisma", "generate"], {
    cwd: folder,
    // Otherwise it downloads a program that only migrations need.
    env: { ...process.env, DATABASE_URL: databaseUrl, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  });
}

test("an app with Prisma and a role of its own tracks in its transactions", async () => {
  test.setTimeout(240_000);
  await using running = new AsyncDisposableStack();
  const move = await prepareMove(running);
  const { folder, oldCluster } = move;
  const app = await mkdtemp(join(tmpdir(), "admin-events-prisma-"));
  running.defer(() => rm(app, { recursive: true, force: true }));
  const databaseUrl = await oldCluster.createDatabase("shop");
  await move.startServer(databaseUrl);
  await writeFile(join(folder, "set-up.sql"), `\\connect shop\n${SET_UP}`);
  await oldCluster.runFile(join(folder, "set-up.sql"), {});
  const appUrl = databaseUrl.replace(/\/\/[^@]+@/, "//shop:shop@");
  await installApp(app, appUrl);

  const { stdout } = await run(process.execPath, ["app.mjs"], {
    cwd: app,
    env: {
      ...process.env,
      DATABASE_URL: appUrl,
      SQL_TRACKING: join(repository, "packages/client/src/sql/index.ts"),
    },
  });

  expect(JSON.parse(stdout)).toEqual({
    declined: { message: "The payment was declined." },
    invalid: {
      message: expect.stringContaining("userId: must have at most 200 characters") as unknown,
      code: "P2010",
      originalCode: "54000",
    },
    outside: {
      message: "This is not a transaction of Prisma. Pass the tx of $transaction(async (tx) => …).",
    },
    orders: [{ id: "o_1", total: 26.1 }],
  });
  const list = async () => {
    const answer = await move.cli(databaseUrl, "call", "list_latest", '{"kind": "all"}');
    const { items } = JSON.parse(answer) as { items: { name: string }[] };

    return items.map(({ name }) => name).toSorted();
  };
  await expect.poll(list, { timeout: 60_000 }).toEqual(["order.created", "order.placed"]);
});
