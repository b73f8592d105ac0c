import type { JsonValue } from "@admin-events/client/query";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatQuantity } from "../format/format-count.ts";
import type { MetadataRow } from "./metadata-rows.ts";
import { toMetadataRows } from "./metadata-rows.ts";
import { PropertyList } from "./property-list.tsx";
import { Property } from "./property.tsx";

/** The metadata of an event. It is untrusted text: rendered as text only, never as markup or a URL. */
export function MetadataList({ metadata }: { metadata: Readonly<Record<string, JsonValue>> }) {
  const rows = toMetadataRows(metadata);
  return (
    <PropertyList title="Metadata">
      {rows.length === 0 && <div className="text-muted px-4 py-3">No metadata</div>}
      {rows.map((row) => (
        <Property
          key={row.path}
          label={row.key}
          depth={row.depth}
          copy={row.copy}
          filterPath={row.filter && `/events${filtersToUrl({ ...NO_FILTERS, where: [row.filter] })}`}
          isMono={typeof row.value !== "string"}
        >
          {summarize(row)}
        </Property>
      ))}
    </PropertyList>
  );
}

function summarize({ size, value }: MetadataRow): string | undefined {
  if (size === null) return undefined;
  return Array.isArray(value)
    ? `[ ${formatQuantity(size, "item")} ]`
    : `{ ${formatQuantity(size, "property", "properties")} }`;
}
