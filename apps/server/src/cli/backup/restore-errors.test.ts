import { createTestDatabase } from "@admin-events/db/testing";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { summarizeOutput } from "./postgres-program.ts";
import { restore } from "./restore.ts";

test("the summary of pg_restore keeps every line of an error, each once", () => {
  const output = [
    "pg_restore: while PROCESSING TOC:",
    "pg_restore: from TOC entry 220; 1259 16400 TABLE events app",
    "pg_restore: error: could not execute query: ERROR:  permission denied for schema admin_events",
    "LINE 1: CREATE TABLE admin_events.events (",
    "",
    "pg_restore: error: could not execute query: ERROR:  permission denied for schema admin_events",
    "pg_restore: warning: errors ignored on restore: 2",
  ].join("\n");

  expect(summarizeOutput(output).split("\n")).toEqual([
    "pg_restore: while PROCESSING TOC:",
    "pg_restore: from TOC entry 220; 1259 16400 TABLE events app",
    "pg_restore: error: could not execute query: ERROR:  permission denied for schema admin_events",
    "LINE 1: CREATE TABLE admin_events.events (",
  ]);
  expect(summarizeOutput(Array.from({ length: 30 }, (_, line) => `line ${line}`).join("\n"))).toMatch(
    /line 19\n… and 10 more lines$/,
  );
});

test.each([
  ["a view", "create view admin_events.totals as select 1 as one", "view admin_events.totals"],
  [
    "a function",
    "create function admin_events.one() returns int language sql as 'select 1'",
    "function admin_events.one",
  ],
  ["a type", "create type admin_events.mood as enum ('good')", "type admin_events.mood"],
  ["a sequence", "create sequence admin_events_jobs.numbers", "sequence admin_events_jobs.numbers"],
])("restore rejects a schema that holds only %s, and names it", async (_, statement, name) => {
  await using db = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "admin-events-restore-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "backup");
  await writeFile(file, "");
  await writeFile(`${file}.counts.json`, JSON.stringify({ schema: "admin_events", counts: {} }));
  await db.em.execute("drop schema admin_events cascade; drop schema admin_events_jobs cascade");
  await db.em.execute(`create schema admin_events; create schema admin_events_jobs; ${statement}`);

  await expect(restore({ url: db.url, schema: "admin_events" }, file)).rejects.toThrow(
    `The schema admin_events or admin_events_jobs is not empty: ${name}. Set DATABASE_URL`,
  );
});
