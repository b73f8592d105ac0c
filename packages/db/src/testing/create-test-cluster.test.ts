import { Client } from "pg";
import { expect, test } from "vitest";
import { createTestCluster } from "./create-test-cluster.ts";
import { administrate } from "./shared-cluster.ts";

test("what was committed survives a kill, what was not is gone", async () => {
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

  await using again = await administrate(cluster.url);
  expect((await again.query("select n from kept")).rows).toEqual([{ n: 1 }]);
});

test("a stopped cluster refuses connections until it is started, at the same address", async () => {
  await using cluster = await createTestCluster();

  await cluster.stop();
  await expect(administrate(cluster.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });

  await cluster.start();
  await using client = await administrate(cluster.url);
  expect((await client.query("select to_regclass('events') is not null as migrated")).rows).toEqual([
    { migrated: true },
  ]);
});
