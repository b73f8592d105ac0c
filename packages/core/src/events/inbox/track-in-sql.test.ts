import { createTestDatabase } from "@admin-events/db/testing";
import { openClient } from "@admin-events/db/connections";
import { expect, test } from "vitest";
import { z } from "zod";
import { prepareRows } from "./prepare-rows.ts";
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

test("an event that cannot be prepared is rejected, and holds back no other", () => {
  const throwing = z.object({}).transform((): object => {
    throw new TypeError("a schema of the application");
  });
  const toRow = (sequence: string, name: string, metadata: string) => ({
    sequence,
    id: "019a0000-0000-7000-8000-000000000001",
    name,
    options: `{"metadata":${metadata}}`,
    isPrepared: false,
    trackedAt: new Date(),
  });
  const catalog = { "user.left": { title: "Left", icon: "👋", metadata: throwing } };

  const { events, rejected } = prepareRows({ ...rules, catalog }, [
    toRow("1", "user.left", "{}"),
    toRow("2", "user.confirmed", `{"deep":${"[".repeat(9_000)}${"]".repeat(9_000)}}`),
    toRow("3", "user.confirmed", "{}"),
  ]);

  expect(events.map(({ row }) => row.sequence)).toEqual(["2", "3"]);
  expect(rejected.map(({ row }) => row)).toEqual([
    {
      sequence: "1",
      problem: "event: could not be prepared: TypeError: a schema of the application",
      options: '{"metadata":{}}',
    },
  ]);
});
