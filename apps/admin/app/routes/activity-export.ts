import type { LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { EXPORT_FORMATS } from "../activity/export/export-formats.ts";
import { streamExport } from "../activity/export/stream-export.ts";
import { filtersForApi, filtersFromUrl } from "../activity/filters-in-url.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { throwResponse } from "../session/throw-response.ts";
import { load } from "../session/load.server.ts";

const PAGE_SIZE = 200;

/** All matching activities as a file. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const api = adminApi(args);
  const { format = "" } = args.params;
  if (format !== "csv" && format !== "ndjson")
    return throwResponse(
      data({ message: "This export format doesn't exist. Use csv or ndjson." }, { status: 404 }),
    );

  const filter = {
    ...filtersForApi(filtersFromUrl(new URL(args.request.url).searchParams)),
    limit: PAGE_SIZE,
  };
  const firstPage = await load(api.list_latest(filter));
  const body = streamExport(EXPORT_FORMATS[format], firstPage, (cursor) =>
    api.list_latest({ ...filter, cursor }),
  );

  return new Response(body, {
    headers: {
      "Content-Type": EXPORT_FORMATS[format].contentType,
      "Content-Disposition": `attachment; filename="activity.${format}"`,
      "Cache-Control": "no-store",
    },
  });
}
