import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { exportFormats } from "../activity/export/export-formats.ts";
import { streamExport } from "../activity/export/stream-export.ts";
import { filtersForApi, filtersFromUrl } from "../activity/filters-in-url.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answerEarly } from "../session/answer-early.ts";
import { answered } from "../session/answered.server.ts";

const pageSize = 200;

/** A file with every activity that the filters of the address show. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const api = adminApi(args);
  const { format = "" } = args.params;
  if (format !== "csv" && format !== "ndjson")
    return answerEarly(data({ message: "Activities are exported as csv or ndjson." }, { status: 404 }));

  const question = {
    ...filtersForApi(filtersFromUrl(new URL(args.request.url).searchParams)),
    limit: pageSize,
  };
  const firstPage = await answered(api.list_latest(question));
  const body = streamExport(exportFormats[format], firstPage, (cursor) =>
    api.list_latest({ ...question, cursor }),
  );

  return new Response(body, {
    headers: {
      "Content-Type": exportFormats[format].contentType,
      "Content-Disposition": `attachment; filename="activity.${format}"`,
      "Cache-Control": "no-store",
    },
  });
}
