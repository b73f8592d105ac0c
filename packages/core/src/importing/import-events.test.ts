import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadEvents } from "../events/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { importEvents } from "./import-events.ts";
import type { ColumnMapping } from "./map-row.ts";

const mapping: ColumnMapping = {
  name: "what",
  time: "when",
  user: "who",
  metadata: ["*"],
  namePrefix: "case",
};
const csv = [
  "what,when,who,channel,amount",
  'Check receipt,2010-10-02 09:20:39.266+02:00,c1,"Desk, west",12.5',
  'Check receipt,2010-10-02 09:20:39.266+02:00,c1,"Desk, west",12.5',
  "A_SUBMITTED,2010-10-03T00:00:00Z,c2,Internet,007",
  "A_SUBMITTED,someday,c2,Internet,1",
  "???,2010-10-03T00:00:00Z,c2,Internet,1",
  "too,few",
  "A_SUBMITTED,2010-10-04T00:00:00Z,,,",
].join("\n");

async function importFile(system: TestEvents, name: string, content: string | Buffer, columns = mapping) {
  const folder = await mkdtemp(join(tmpdir(), "import-"));
  const badRows: [number, string][] = [];
  const path = join(folder, name);
  await writeFile(path, content);

  try {
    const summary = await importEvents(system.db.orm, {
      path,
      mapping: columns,
      rules: system.rules,
      idCaches: system.idCaches,
      onBadRow: (line, reason) => badRows.push([line, reason]),
    });
    return { summary, badRows };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function storedEvents(system: TestEvents) {
  const rows = await system.db.em
    .getConnection()
    .execute<{ id: string }[]>("select id from admin_events.events order by occurred_at, id");
  return loadEvents(
    system.db.em,
    rows.map(({ id }) => id),
  );
}

test("columns become name, user, time and metadata, and bad rows are reported with their line", async () => {
  await using system = await startTestEvents();

  const { summary, badRows } = await importFile(system, "log.csv", csv);

  expect(summary).toEqual({ stored: 4, duplicates: 0, bad: 3 });
  expect(badRows.toSorted(([a], [b]) => a - b)).toEqual([
    [5, '"when" is not a time: "someday"'],
    [6, '"???" cannot be converted to an event name'],
    [7, expect.stringContaining("Invalid Record Length")],
  ]);
  const [first, , third, last] = await storedEvents(system);
  expect(first).toMatchObject({
    name: "case.check_receipt",
    title: "Check receipt",
    user: { id: "c1" },
    occurredAt: "2010-10-02T07:20:39.266Z",
    metadata: { channel: "Desk, west", amount: 12.5 },
  });
  expect(third).toMatchObject({
    name: "case.a_submitted",
    title: "A_SUBMITTED",
    metadata: { amount: "007" },
  });
  expect(last).toMatchObject({ user: null, metadata: {} });
});

test("importing a file again, or a longer version of it, stores only new rows", async () => {
  await using system = await startTestEvents();
  await importFile(system, "log.csv", csv);

  const again = await importFile(system, "log.csv.gz", gzipSync(csv));
  const longer = await importFile(system, "log.csv", `${csv}\nA_SUBMITTED,2010-10-05T00:00:00Z,c3,,`);

  expect(again.summary).toMatchObject({ stored: 0, duplicates: 4 });
  expect(longer.summary).toMatchObject({ stored: 1, duplicates: 4 });
  expect(await rowCount(system.db, "events")).toBe(5);
});

test("a file of JSON lines is imported", async () => {
  await using system = await startTestEvents();
  const lines = [
    JSON.stringify({ what: "user.confirmed", when: 1286004039266, who: 12, deep: { plan: "pro" } }),
    "{ broken",
    "[]",
    "",
    JSON.stringify({ what: "user.confirmed", when: "2010-10-02", who: "c1" }),
  ].join("\n");

  const { summary, badRows } = await importFile(system, "log.jsonl", lines, {
    ...mapping,
    namePrefix: undefined,
  });

  expect(summary).toEqual({ stored: 2, duplicates: 0, bad: 2 });
  expect(badRows.map(([line]) => line)).toEqual([2, 3]);
  expect((await storedEvents(system))[1]).toMatchObject({
    name: "user.confirmed",
    title: null,
    user: { id: "12" },
    metadata: { deep: { plan: "pro" } },
  });
});

test("an import creates no handler jobs", async () => {
  await using system = await startTestEvents({
    handlers: [
      {
        name: "mail",
        pattern: "*",
        durable: true,
        timeout: 1000,
        handle: () => Promise.reject(new Error("called")),
      },
    ],
  });

  await importFile(system, "log.csv", csv);

  expect(await rowCount(system.db, "admin_events_jobs.job where name = 'handlers/mail'")).toBe(0);
});

test("the error names a file that is missing, broken or of an unknown format", async () => {
  await using system = await startTestEvents();
  const options = { mapping, rules: system.rules, idCaches: system.idCaches };

  await expect(importEvents(system.db.orm, { ...options, path: "/nowhere.csv" })).rejects.toThrow(
    "/nowhere.csv does not exist",
  );
  await expect(importEvents(system.db.orm, { ...options, path: "/x.xlsx" })).rejects.toThrow(
    "/x.xlsx has an unknown format",
  );
  await expect(importFile(system, "log.csv.gz", "not gzip")).rejects.toThrow(/log\.csv\.gz cannot be read/);
  await expect(importFile(system, "log.jsonl.gz", "not gzip")).rejects.toThrow(
    /log\.jsonl\.gz cannot be read/,
  );
});
