import { expect, test } from "vitest";
import { sampleEvent, samplePage } from "../../feed/live/sample-events.ts";
import { csvLine } from "./csv-line.ts";
import { exportFormats } from "./export-formats.ts";
import { streamExport } from "./stream-export.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
])("a spreadsheet takes %j for text", (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

test("commas, quotes and line ends stay within their cell, and null is empty", () => {
  expect(csvLine(["a,b", 'say "hi"', "two\nlines", null, "plain"])).toBe(
    '"a,b","say ""hi""","two\nlines",,plain\r\n',
  );
});

test("a line of each format holds the whole entry", () => {
  const event = sampleEvent(1, { resourceType: "post", resourceId: "=2", metadata: { plan_from: "free" } });

  expect(exportFormats.csv.write(event)).toContain(`,post,'=2,`);
  expect(exportFormats.csv.head.split(",").length).toBe(13);
  expect(JSON.parse(exportFormats.ndjson.write(event))).toEqual(event);
});

test("an export holds every page once, and asks for a page when the one before was taken", async () => {
  const pages = new Map([
    ["a", samplePage(4, 3, "b")],
    ["b", samplePage(2, 1)],
  ]);
  const asked: string[] = [];
  const stream = streamExport(exportFormats.ndjson, samplePage(6, 5, "a"), (cursor) => {
    asked.push(cursor);
    return Promise.resolve(pages.get(cursor) as NonNullable<ReturnType<typeof pages.get>>);
  });

  const text = await new Response(stream).text();

  const ids = text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual([6, 5, 4, 3, 2, 1].map((number) => `event-${number}`));
  expect(asked).toEqual(["a", "b"]);
});

test("an export of nothing is its head alone", async () => {
  const stream = streamExport(exportFormats.csv, { items: [], nextCursor: null, liveCursor: null }, () =>
    Promise.reject(new Error("There is no next page.")),
  );

  expect(await new Response(stream).text()).toBe(exportFormats.csv.head);
});
