import { createTestDatabase } from "@admin-events/db/testing";
import { openClient } from "@admin-events/db/connections";
import { expect, test } from "vitest";
import { prepareTracked } from "./track-options.ts";
import { acceptedTracks, trackRefusals } from "./track-refusals.ts";

const rules = { catalog: {}, unknownEvents: "store", timeZone: "UTC" } as const;
const CALL = "select admin_events.track($1, $2::text::jsonb) as id";

test("SQL and TypeScript refuse the same inputs with the same messages, before a row is written", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });

  for (const { name = "user.confirmed", options = {}, code, message } of trackRefusals) {
    const rejected = client.query(CALL, [name, JSON.stringify(options)]);
    await expect.soft(rejected, message).rejects.toMatchObject({ code, message });
    expect
      .soft(() => prepareTracked(rules, { name, options, trackedAt: new Date() }), message)
      .toThrow(expect.objectContaining({ name: "ValidationError", message }));
  }

  expect((await client.query("select from admin_events.inbox")).rowCount).toBe(0);
});

test("SQL and TypeScript accept the same inputs", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });

  for (const { name = "user.confirmed", options = {} } of acceptedTracks) {
    const label = JSON.stringify(options).slice(0, 100);
    await expect
      .soft(client.query(CALL, [name, JSON.stringify(options)]), label)
      .resolves.toMatchObject({ rowCount: 1 });
    expect.soft(() => prepareTracked(rules, { name, options, trackedAt: new Date() }), label).not.toThrow();
  }
});
