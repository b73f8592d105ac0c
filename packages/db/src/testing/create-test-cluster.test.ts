import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestCluster } from "./create-test-cluster.ts";
import { openAdminClient } from "./shared-cluster.ts";

test("committed rows survive a kill, uncommitted ones do not", async () => {
  await using cluster = await createTestCluster();
  const client = new Client({ connectionString: cluster.url });
  client.on("error", () => {});
  await client.connect();
  await client.query("create table kept (n int)");
  await client.query("insert into kept values (1)");
  await client.query("begin");
  await client.query("insert into kept values (2)");

  await cluster.kill();
  await cluster.start();

  await using again = await openAdminClient(cluster.url);
  expect((await again.query("select n from kept")).rows).toEqual([{ n: 1 }]);
});

test("a stopped cluster refuses connections until it starts at the same URL", async () => {
  await using cluster = await createTestCluster();

  await cluster.stop();
  await expect(openAdminClient(cluster.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });

  await cluster.start();
  await using client = await openAdminClient(cluster.url);
  expect(
    (await client.query("select to_regclass('admin_events.events') is not null as migrated")).rows,
  ).toEqual([{ migrated: true }]);
});
