import type { StoredEvent } from "../../api/outputs.ts";
import { csvLine } from "./csv-line.ts";

/** How activities are written to a file. */
export interface ExportFormat {
  contentType: string;
  /** What the file begins with. */
  head: string;
  write: (event: StoredEvent) => string;
}

const columns: Readonly<Record<string, (event: StoredEvent) => string | null>> = {
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

export const exportFormats: Readonly<Record<"csv" | "ndjson", ExportFormat>> = {
  csv: {
    contentType: "text/csv; charset=utf-8",
    head: csvLine(Object.keys(columns)),
    write: (event) => csvLine(Object.values(columns).map((cell) => cell(event))),
  },
  ndjson: {
    contentType: "application/x-ndjson; charset=utf-8",
    head: "",
    write: (event) => `${JSON.stringify(event)}\n`,
  },
};
