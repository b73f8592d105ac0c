import type { LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import type { FeedInput } from "../api/outputs.ts";
import { samplePage } from "../feed/live/sample-events.ts";
import { loader } from "./activity-export.ts";

type Asked = FeedInput & { cursor?: string };

/** The answer to an export of three activities in two pages, and what the API was asked for it. */
async function exported(address: string, format: string) {
  const asked: Asked[] = [];
  const context = {
    session: { user: { id: "m_1", email: "ann@example.org", name: null }, role: "admin" },
    api: {
      list_latest(question: Asked) {
        asked.push(question);
        return Promise.resolve(question.cursor ? samplePage(1, 1) : samplePage(3, 2, "older"));
      },
    },
  };
  const answer = await loader({
    context,
    params: { format },
    request: new Request(`https://panel.example${address}`),
  } as unknown as LoaderFunctionArgs);

  return { answer, text: await answer.text(), asked };
}

test.each([
  ["csv", "text/csv; charset=utf-8", 4],
  ["ndjson", "application/x-ndjson; charset=utf-8", 3],
])(
  "an export as %s is a file of every page that the filters of the address show",
  async (format, type, lines) => {
    const { answer, text, asked } = await exported("/activity/export/x?action=post.*&actor=u_1", format);

    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="activity.${format}"`);
    expect(text.trim().split("\n")).toHaveLength(lines);
    const filters = { activity: true, name: "post.*", userId: "u_1" };
    expect(asked).toMatchObject([filters, { ...filters, cursor: "older" }]);
  },
);

test("an export in another format is not found", async () => {
  await expect(exported("/activity/export/xml", "xml")).rejects.toMatchObject({ init: { status: 404 } });
});
