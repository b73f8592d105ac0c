import type { EventPage } from "@admin-events/client/query";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleEvent, samplePage } from "../../feed/live/sample-events.ts";
import { EXPORT_FORMATS, formatCsvLine } from "./export-formats.ts";
import { streamExport } from "./stream-export.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", `"'\t=1"`],
  ["\n=1", `"'\n=1"`],
  ["\r\n=1", `"'\r\n=1"`],
  [" =1+1", "' =1+1"],
  ["＝1+1", "'＝1+1"],
  ["x;=1+1", `"x;=1+1"`],
  ["x\t=1+1", `"x\t=1+1"`],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
])("a spreadsheet reads %j as text", (cell, written) => {
  expect(formatCsvLine([cell])).toBe(`${written}\r\n`);
});

test("Excel reads the CSV as UTF-8, and NDJSON has no mark", async () => {
  const empty = { items: [], nextCursor: null, liveCursor: null };
  const noMore = () => Promise.reject(new Error("There is no next page."));
  const read = async (format: "csv" | "ndjson", page: EventPage) =>
    new Uint8Array(await new Response(streamExport(EXPORT_FORMATS[format], page, noMore)).arrayBuffer());

  expect([...(await read("csv", empty)).subarray(0, 5)]).toEqual([0xef, 0xbb, 0xbf, 0x69, 0x64]);
  expect((await read("ndjson", samplePage(1, 1)))[0]).toBe(0x7b);
});

test("a cell with any separator is quoted, and no cell begins a formula", () => {
  const text = fc.string({ unit: fc.constantFrom(..."a=+-@;,\t\r\n\"' ") });

  fc.assert(
    fc.property(text, (cell) => {
      const line = formatCsvLine([cell]).slice(0, -2);
      const isQuoted = /^".*"$/s.test(line);
      const content = isQuoted ? line.slice(1, -1).replaceAll('""', '"') : line;

      expect(isQuoted || !/[,;\t\r\n"]/.test(cell)).toBe(true);
      expect([cell, `'${cell}`]).toContain(content);
      expect(content).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
    }),
  );
});

test("commas, quotes and line ends stay in their cell, and null is empty", () => {
  expect(formatCsvLine(["a,b", 'say "hi"', "two\nlines", null, "plain"])).toBe(
    '"a,b","say ""hi""","two\nlines",,plain\r\n',
  );
});

test("a line of each format has the whole activity", () => {
  const event = sampleEvent(1, { resourceType: "post", resourceId: "=2", metadata: { plan_from: "free" } });

  expect(EXPORT_FORMATS.csv.formatEvent(event)).toContain(`,post,'=2,`);
  expect(EXPORT_FORMATS.csv.head.split(",").length).toBe(13);
  expect(JSON.parse(EXPORT_FORMATS.ndjson.formatEvent(event))).toEqual(event);
});

test("an export has every page once and requests a page when the previous one was read", async () => {
  const pages = new Map([
    ["a", samplePage(4, 3, "b")],
    ["b", samplePage(2, 1)],
  ]);
  const requested: string[] = [];
  const stream = streamExport(EXPORT_FORMATS.ndjson, samplePage(6, 5, "a"), (cursor) => {
    requested.push(cursor);
    return Promise.resolve(pages.get(cursor) as NonNullable<ReturnType<typeof pages.get>>);
  });

  const text = await new Response(stream).text();

  const ids = text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual([6, 5, 4, 3, 2, 1].map((number) => `event-${number}`));
  expect(requested).toEqual(["a", "b"]);
});

test("an empty export is only the header line", async () => {
  const stream = streamExport(EXPORT_FORMATS.csv, { items: [], nextCursor: null, liveCursor: null }, () =>
    Promise.reject(new Error("There is no next page.")),
  );

  expect(`\ufeff${await new Response(stream).text()}`).toBe(EXPORT_FORMATS.csv.head);
});
