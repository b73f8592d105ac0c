import type { JsonValue } from "../api/outputs.ts";
import { countOf } from "../format/format-count.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import type { MetadataRow } from "./metadata-rows.ts";
import { metadataRows } from "./metadata-rows.ts";
import { Property } from "./property.tsx";
import { PropertyList } from "./property-list.tsx";

/** Everything the sender said about an event. It is foreign text: shown as text, never as markup or address. */
export function MetadataList({ metadata }: { metadata: Readonly<Record<string, JsonValue>> }) {
  const rows = metadataRows(metadata);
  return (
    <PropertyList title="Metadata">
      {rows.length === 0 && <div className="text-soft px-4 py-3">This event carries no metadata.</div>}
      {rows.map((row) => (
        <Property
          key={row.path}
          label={row.key}
          depth={row.depth}
          copy={row.copy}
          filterPath={row.filter && `/events${filtersToUrl({ ...noFilters, where: [row.filter] })}`}
          isMono={typeof row.value !== "string"}
        >
          {summaryOf(row)}
        </Property>
      ))}
    </PropertyList>
  );
}

function summaryOf({ size, value }: MetadataRow): string | undefined {
  if (size === null) return undefined;
  return Array.isArray(value)
    ? `[ ${countOf(size, "item")} ]`
    : `{ ${countOf(size, "property", "properties")} }`;
}
