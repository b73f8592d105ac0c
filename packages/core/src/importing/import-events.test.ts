import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import type { NextEvents, StoredEvent } from "../events/index.ts";
import { loadEvents, subscribeToFeed } from "../events/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { importEvents } from "./import-events.ts";
import type { ImportOptions } from "./import-events.ts";
import { listImports } from "./imports.sql.ts";
import type { ColumnMapping } from "./map-row.ts";
import { undoImport } from "./undo-import.sql.ts";

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
  " ,2010-10-03T00:00:00Z,c2,Internet,1",
  "too,few",
  "A_SUBMITTED,2010-10-04T00:00:00Z,,,",
].join("\n");

async function importFile(
  system: TestEvents,
  name: string,
  content: string | Buffer,
  columns = mapping,
  options: Partial<ImportOptions> = {},
) {
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
      onRejectedRow: ({ line, reason }) => badRows.push([line, reason]),
      ...options,
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

  expect(summary).toMatchObject({ stored: 4, duplicates: 0, rejected: 3 });
  expect(badRows.toSorted(([a], [b]) => a - b)).toEqual([
    [5, '"when" is not a time: "someday"'],
    [6, '"what" is empty'],
    [7, "has 2 fields, but the header has 5"],
  ]);
  const [first, , third, last] = await storedEvents(system);
  expect(first).toMatchObject({
    name: "case.check_receipt",
    title: "Check receipt",
    user: { id: "c1" },
    occurredAt: "2010-10-02T07:20:39.266Z",
    metadata: { channel: "Desk, west", amount: "12.5" },
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

  expect(summary).toMatchObject({ stored: 2, duplicates: 0, rejected: 2 });
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
  const importPath = (path: string) => importEvents(system.db.orm, { ...options, path });
  const cutOff = gzipSync(csv).subarray(0, 60);

  await expect(importPath("/nowhere.csv")).rejects.toThrow("/nowhere.csv does not exist");
  await expect(importPath("/x.xlsx")).rejects.toThrow("/x.xlsx has an unknown format");
  await expect(importPath("-")).rejects.toThrow("Standard input cannot be imported. Save it to a file.");
  await expect(importFile(system, "log.csv.gz", cutOff)).rejects.toThrow(/log\.csv\.gz cannot be read/);
  await expect(
    importFile(system, "log.jsonl.gz", gzipSync("{}\n".repeat(9)).subarray(0, 20)),
  ).rejects.toThrow(/log\.jsonl\.gz cannot be read/);
});

const latin1 = Buffer.from("what,when,who\nOrder placed,2026-01-01,M\u00fcller\n", "latin1");

test.each<
  [title: string, name: string, content: string | Buffer, message: RegExp, columns?: Partial<ColumnMapping>]
>([
  ["an empty file", "log.csv", "", /log\.csv is empty\./],
  ["a file of blank lines", "log.csv", "\n\n", /has no rows\./],
  ["only a header", "log.csv", "what,when,who\n", /has a header and no rows\./],
  ["an Excel workbook", "log.csv", "PK\u0003\u0004rest", /is an Excel workbook or a ZIP file\./],
  [
    "a mistyped column",
    "log.csv",
    "what,whem,who\na,b,c\n",
    /^There is no column "when"\. The file log\.csv has what, whem, who\. Did you mean "whem"\?$/,
  ],
  ["a mistyped user column", "log.csv", csv, /no column "whoo".*Did you mean "who"\?/, { user: "whoo" }],
  ["a mistyped metadata column", "log.csv", csv, /no column "amounts"/, { metadata: ["amounts"] }],
  ["a mistyped column of JSON lines", "log.jsonl", '{"what":"a","when":1,"wo":1}\n', /no column "who".*"wo"/],
  ["two columns of one name", "log.csv", "what,when,who,x,x\na,2026-01-01,c,1,2", /two columns named "x"/],
  ["a value without a column name", "log.csv", "what,when,who,\na,2026-01-01,c,1", /column without a name/],
  ["a wrong delimiter", "log.csv", csv, /no column "what"/, {}],
  ["Latin-1", "log.csv", latin1, /is not UTF-8 text \(near line \d\)\..*--encoding windows-1252/],
  ["an open quote", "log.csv", 'what,when,who\na,2026-01-01,"c\nb,2026-01-01,d\n', /line 2 has a quote/],
  ["an open quote at the end", "log.csv", 'what,when,who\na,2026-01-01,"c', /line 2 has a quote/],
  [
    "an open quote before 2 MB",
    "log.csv",
    `what,when,who\na,2026-01-01,c\na,2026-01-01,"c\n${"b,2026-01-01,d\n".repeat(140_000)}`,
    /line 3 has a quote/,
  ],
  ["a JSON array", "log.jsonl", '[{"what":"a"}]', /is a JSON array\..*jq/],
  ["JSON in a CSV file", "log.csv", '{"what":"a"}\n', /contains JSON\. Name it \.jsonl\./],
  [
    "no row with a time",
    "log.csv",
    "what,when,who\na,x,c\nb,y,d\n",
    /^No row of .* Line 2: "when" is not a time/,
  ],
  ["a wrong prefix", "log.csv", csv, /The name prefix "My Shop" must be/, { namePrefix: "My Shop" }],
])("%s is one message, and nothing is stored", async (title, name, content, message, columns) => {
  await using system = await startTestEvents();
  const options = title === "a wrong delimiter" ? { delimiter: "|" } : {};

  const importing = importFile(system, name, content, { ...mapping, ...columns }, options);

  await expect(importing).rejects.toThrow(message);
  expect(await rowCount(system.db, "events")).toBe(0);
  expect(await rowCount(system.db, "imports")).toBe(0);
});

test("a folder is one message", async () => {
  await using system = await startTestEvents();
  const folder = await mkdtemp(join(tmpdir(), "import-.csv"));
  const path = `${folder}/log.csv`;
  await mkdir(path);

  const options = { path, mapping, rules: system.rules, idCaches: system.idCaches };
  await expect(importEvents(system.db.orm, options)).rejects.toThrow(
    /is a folder\. Pass one of the files in it\.$/,
  );
  await rm(folder, { recursive: true });
});

const plain = "what,when,who,city\nOrder placed,2026-01-01,u1,M\u00fcnchen\n";

test.each<[title: string, name: string, content: string | Buffer, options?: Partial<ImportOptions>]>([
  ["semicolons", "log.csv", plain.replaceAll(",", ";")],
  ["tabs", "log.tsv", plain.replaceAll(",", "\t")],
  ["pipes", "log.csv", plain.replaceAll(",", "|")],
  ["a named delimiter", "log.csv", plain.replaceAll(",", "~"), { delimiter: "~" }],
  ["a byte order mark", "log.csv", `\ufeff${plain}`],
  ["UTF-16 as Excel writes it", "log.csv", Buffer.from(`\ufeff${plain.replaceAll(",", "\t")}`, "utf16le")],
  ["UTF-16 in the other order", "log.csv", Buffer.from(`\ufeff${plain}`, "utf16le").swap16()],
  ["UTF-16 without a mark", "log.csv", Buffer.from(plain, "utf16le")],
  ["Windows-1252", "log.csv", Buffer.from(plain, "latin1"), { encoding: "windows-1252" }],
  ["Windows line ends", "log.csv", plain.replaceAll("\n", "\r\n")],
  ["old Mac line ends", "log.csv", plain.replaceAll("\n", "\r")],
  ["spaces in the header", "log.csv", plain.replace("when,who", " when , who ")],
  ["gzip without .gz", "log.csv", gzipSync(plain)],
  ["no gzip in spite of .gz", "log.csv.gz", plain],
  ["empty rows of a spreadsheet", "log.csv", `${plain},,,\n,,,\n`],
  ["a quote within a text", "log.csv", plain.replace("M\u00fcnchen", 'M\u00fcnchen"')],
])("a file with %s is imported", async (title, name, content, options) => {
  await using system = await startTestEvents();

  const { summary, badRows } = await importFile(system, name, content, mapping, options);

  expect([summary.stored, badRows]).toEqual([1, []]);
  const city = title === "a quote within a text" ? 'M\u00fcnchen"' : "M\u00fcnchen";
  expect(await storedEvents(system)).toMatchObject([{ user: { id: "u1" }, metadata: { city } }]);
});

test("the values of JSON lines keep their types", async () => {
  await using system = await startTestEvents();
  const row = { what: "a", when: "2026-01-01", who: "u1", zip: "90210", isPaid: "true", n: 5, ok: false };

  await importFile(system, "log.jsonl", JSON.stringify(row));

  expect((await storedEvents(system))[0]?.metadata).toEqual({
    zip: "90210",
    isPaid: "true",
    n: 5,
    ok: false,
  });
});

test("an import can be undone with the people who only came by it, and repeated with another mapping", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "post.liked", userId: "c1" }]);
  const wrong = await importFile(system, "log.csv", csv, { ...mapping, user: "channel" });
  const repeated = await importFile(system, "log.csv", csv);
  expect(repeated.summary).toMatchObject({
    ...{ stored: 0, duplicates: 4, importId: null },
    earlierImportIds: [wrong.summary.importId],
  });

  const fork = () => system.db.orm.em.fork();
  const [listed] = await listImports(fork());
  const undone = await undoImport(fork, listed?.id ?? 0);
  const right = await importFile(system, "log.csv", csv);

  expect(listed).toMatchObject({ file: "log.csv", events: 4, isFinished: true });
  expect(undone).toEqual({ events: 4, people: 2 });
  expect(right.summary).toMatchObject({ stored: 4, duplicates: 0 });
  expect(await rowCount(system.db, "users")).toBe(2);
  expect(await listImports(fork())).toHaveLength(1);
});

test("history is not news: live subscribers get an import only if they ask for it", async () => {
  await using system = await startTestEvents();
  const subscribed: string[] = [];
  const all: [string, boolean][] = [];
  system.events.subscribe(({ name }) => void subscribed.push(name));
  const onEvent = ({ name, isImported }: StoredEvent) => void all.push([name, isImported]);
  system.events.subscribe(onEvent, { name: "*" }, { includeImported: true });
  const live = subscribeToFeed(system.feed, () => system.rules.catalog, {});

  await importFile(system, "log.csv", plain);
  await system.store([{ name: "post.liked", userId: "u1" }]);
  const next = (await live.next()) as IteratorYieldResult<NextEvents>;
  await vi.waitFor(() => expect(all).toHaveLength(2));
  await live.return?.();

  expect(subscribed).toEqual(["post.liked"]);
  expect(all).toEqual([
    ["case.order_placed", true],
    ["post.liked", false],
  ]);
  expect(next.value.events.map(({ event }) => event.name)).toEqual(["post.liked"]);
});

test("durable handlers run for an import that asks for them", async () => {
  const handle = () => Promise.reject(new Error("called"));
  const handler = { name: "mail", pattern: "*", durable: true, timeout: 1000, handle } as const;
  await using system = await startTestEvents({ handlers: [handler] });

  await importFile(system, "log.csv", plain, mapping, { runHandlers: true });

  expect(await rowCount(system.db, "admin_events_jobs.job where name = 'handlers/mail'")).toBe(1);
});
