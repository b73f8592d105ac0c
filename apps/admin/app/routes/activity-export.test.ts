import type { EventFilter } from "@admin-events/client/query";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import { samplePage } from "../feed/live/sample-events.ts";
import { loader } from "./activity-export.ts";

type ListInput = EventFilter & { cursor?: string };

/** Exports three activities in two pages. */
async function exportActivities(url: string, format: string) {
  const inputs: ListInput[] = [];
  const context = {
    session: { user: { id: "m_1", email: "ann@example.org", name: null }, role: "admin" },
    api: {
      list_latest(input: ListInput) {
        inputs.push(input);
        return Promise.resolve(input.cursor ? samplePage(1, 1) : samplePage(3, 2, "older"));
      },
    },
  };
  const response = await loader({
    context,
    params: { format },
    request: new Request(`https://panel.example${url}`),
  } as unknown as LoaderFunctionArgs);

  return { response, text: await response.text(), inputs };
}

test.each([
  ["csv", "text/csv; charset=utf-8", 4],
  ["ndjson", "application/x-ndjson; charset=utf-8", 3],
])("an export as %s has every page of the filtered activities", async (format, type, lines) => {
  const { response, text, inputs } = await exportActivities(
    "/activity/export/x?action=post.*&actor=u_1",
    format,
  );

  expect(response.headers.get("content-type")).toBe(type);
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="activity.${format}"`);
  expect(text.trim().split("\n")).toHaveLength(lines);
  const filters = { kind: "activity", name: "post.*", userId: "u_1" };
  expect(inputs).toMatchObject([filters, { ...filters, cursor: "older" }]);
});

test("an unknown export format is not found", async () => {
  await expect(exportActivities("/activity/export/xml", "xml")).rejects.toMatchObject({
    init: { status: 404 },
  });
});
