import type { JsonValue } from "@admin-events/client/query";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatQuantity } from "../format/format-count.ts";
import type { MetadataRow } from "./metadata-rows.ts";
import { toMetadataRows } from "./metadata-rows.ts";
import { PropertyList } from "./property-list.tsx";
import { Property } from "./property.tsx";

/** The metadata of an event. It is untrusted text: rendered as text only, never as markup or a URL. */
export function MetadataList({ title = "Metadata", metadata, canFilter = true }: MetadataListProps) {
  const rows = toMetadataRows(metadata);
  return (
    <PropertyList title={title} empty={rows.length === 0 && `No ${title.toLowerCase()}`}>
      {rows.map((row) => (
        <Property
          key={row.path}
          label={row.key}
          depth={row.depth}
          copy={row.copy}
          filterPath={
            canFilter && row.filter && `/events${filtersToUrl({ ...NO_FILTERS, where: [row.filter] })}`
          }
          isMono={typeof row.value !== "string"}
        >
          {summarize(row)}
        </Property>
      ))}
    </PropertyList>
  );
}

interface MetadataListProps {
  title?: string;
  metadata: Readonly<Record<string, JsonValue>>;
  /** Whether the values link to the events that have them. False for traits, which events do not have. */
  canFilter?: boolean;
}

function summarize({ size, value }: MetadataRow): string | undefined {
  if (size === null) return undefined;
  return Array.isArray(value)
    ? `[ ${formatQuantity(size, "item")} ]`
    : `{ ${formatQuantity(size, "property", "properties")} }`;
}
