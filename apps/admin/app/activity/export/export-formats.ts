import type { StoredEvent } from "@admin-events/client/query";
import { stringify } from "csv-stringify/sync";

/** How activities are written to a file. */
export interface ExportFormat {
  contentType: string;
  /** The first line, if any. */
  head: string;
  formatEvent: (event: StoredEvent) => string;
}

const COLUMNS: Readonly<Record<string, (event: StoredEvent) => string | null>> = {
  id: ({ id }) => id,
  action: ({ name }) => name,
  occurred_at: ({ occurredAt }) => occurredAt,
  received_at: ({ receivedAt }) => receivedAt,
  actor_id: ({ user }) => user?.id ?? null,
  actor_email: ({ user }) => user?.email ?? null,
  actor_role: ({ actorRole }) => actorRole,
  resource_type: ({ resourceType }) => resourceType,
  resource_id: ({ resourceId }) => resourceId,
  target_id: ({ targetId }) => targetId,
  module: ({ module }) => module,
  mode: ({ mode }) => mode,
  metadata: ({ metadata }) => JSON.stringify(metadata),
};

export const EXPORT_FORMATS: Readonly<Record<"csv" | "ndjson", ExportFormat>> = {
  csv: {
    contentType: "text/csv; charset=utf-8",
    head: formatCsvLine(Object.keys(COLUMNS)),
    formatEvent: (event) => formatCsvLine(Object.values(COLUMNS).map((cell) => cell(event))),
  },
  ndjson: {
    contentType: "application/x-ndjson; charset=utf-8",
    head: "",
    formatEvent: (event) => `${JSON.stringify(event)}\n`,
  },
};

export function formatCsvLine(cells: readonly (string | null)[]): string {
  return stringify([cells], {
    record_delimiter: "windows",
    // Quotes single line feeds too, not only the record delimiter.
    quoted_match: /[\r\n]/,
    // Spreadsheets would run a cell that starts with =, +, -, @, tab or carriage return.
    escape_formulas: true,
  });
}
