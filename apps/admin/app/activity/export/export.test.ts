import { expect, test } from "vitest";
import { sampleEvent, samplePage } from "../../feed/live/sample-events.ts";
import { EXPORT_FORMATS, formatCsvLine } from "./export-formats.ts";
import { streamExport } from "./stream-export.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
])("a spreadsheet reads %j as text", (cell, written) => {
  expect(formatCsvLine([cell])).toBe(`${written}\r\n`);
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

  expect(await new Response(stream).text()).toBe(EXPORT_FORMATS.csv.head);
});
