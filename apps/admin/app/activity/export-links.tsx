import { Download } from "lucide-react";
import { buttonLook } from "../ui/button.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";

/** Exactly what the filters show, as files. */
export function ExportLinks({ filters }: { filters: ActivityFilters }) {
  const search = filtersToUrl(filters);
  return (
    <div className="flex gap-2">
      {(["csv", "ndjson"] as const).map((format) => (
        <a key={format} href={`/activity/export/${format}${search}`} download className={buttonLook()}>
          <Download size={14} aria-hidden="true" />
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
