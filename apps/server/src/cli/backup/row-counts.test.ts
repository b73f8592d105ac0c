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
    await client.query("drop table admin_events.handlers cascade");
    await client.query(
      "insert into admin_events_jobs.queue (name, policy, retry_limit, retry_delay, retry_backoff, expire_seconds, retention_seconds, deletion_seconds, partition, table_name) values ('mail', 'standard', 1, 1, false, 1, 1, 1, false, 'job_common')",
    );
    await client.query("create table admin_events.forgotten as select 1");
    const after = await countRows(client, "admin_events");

    expect(compareRowCounts(before, before)).toEqual([]);
    expect(compareRowCounts(before, after)).toEqual([
      "event_names: 1 → 2",
      "handlers: 0 → missing",
      "jobs.queue: 0 → 1",
      "forgotten: missing → 1",
    ]);
    expect(before).not.toHaveProperty("event_columns");
  } finally {
    await client.end();
  }
});
