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

/** Excel reads UTF-8 only after this mark. */
const BYTE_ORDER_MARK = "\ufeff";
/** Spreadsheets run a cell that begins with one of these, also the full-width ones and after spaces. */
const FORMULA_START = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export const EXPORT_FORMATS: Readonly<Record<"csv" | "ndjson", ExportFormat>> = {
  csv: {
    contentType: "text/csv; charset=utf-8",
    head: BYTE_ORDER_MARK + formatCsvLine(Object.keys(COLUMNS)),
    formatEvent: (event) => formatCsvLine(Object.values(COLUMNS).map((cell) => cell(event))),
  },
  ndjson: {
    contentType: "application/x-ndjson; charset=utf-8",
    head: "",
    formatEvent: (event) => `${JSON.stringify(event)}\n`,
  },
};

export function formatCsvLine(cells: readonly (string | null)[]): string {
  return stringify([cells.map((cell) => (cell === null ? null : escapeFormula(cell)))], {
    record_delimiter: "windows",
    // Line ends, and the separators of other languages: Excel in German splits an unquoted cell at a semicolon.
    quoted_match: /[\r\n;\t]/,
  });
}

/** Makes a spreadsheet show a cell as text instead of running it as a formula. */
function escapeFormula(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}
