import { useHref } from "@remix-run/react";
import { Download } from "lucide-react";
import { buttonClass } from "../ui/button.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";

/** Downloads of the filtered activities. */
export function ExportLinks({ filters }: { filters: ActivityFilters }) {
  const folder = useHref("/activity/export");
  const search = filtersToUrl(filters);
  return (
    <div className="flex gap-2">
      {(["csv", "ndjson"] as const).map((format) => (
        <a key={format} href={`${folder}/${format}${search}`} download className={buttonClass()}>
          <Download size={14} aria-hidden="true" />
          <span className="sr-only">Download </span>
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
