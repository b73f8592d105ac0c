export { UnreadableFileError } from "./file-error.ts";
export { importEvents } from "./import-events.ts";
export type { ImportCounts, ImportOptions, ImportSummary, RejectedRow } from "./import-events.ts";
export { listImports } from "./imports.sql.ts";
export type { ImportRun } from "./imports.sql.ts";
export type { ColumnMapping } from "./map-row.ts";
export { undoImport } from "./undo-import.sql.ts";
export type { UndoneImport } from "./undo-import.sql.ts";
