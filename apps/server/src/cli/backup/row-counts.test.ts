import { createTestDatabase } from "@admin-events/db/testing";
import { Client } from "pg";
import { expect, test } from "vitest";
import { compareRowCounts, countRows } from "./row-counts.ts";

test("differences name each changed, missing and added table with both counts", async () => {
  await using db = await createTestDatabase();
  const client = new Client({ connectionString: db.url });
  await client.connect();
  try {
    await client.query("insert into admin_events.event_names (name) values ('order.placed')");
    const before = await countRows(client, "admin_events");

    await client.query("insert into admin_events.event_names (name) values ('order.refunded')");
    await client.query("drop table admin_events.handler_jobs cascade");
    await client.query("create table admin_events.forgotten as select 1");
    const after = await countRows(client, "admin_events");

    expect(compareRowCounts(before, before)).toEqual([]);
    expect(compareRowCounts(before, after)).toEqual([
      "event_names: 1 → 2",
      "handler_jobs: 0 → missing",
      "forgotten: missing → 1",
    ]);
    expect(before).not.toHaveProperty("event_columns");
  } finally {
    await client.end();
  }
});
