export { importEvents } from "./import-events.ts";
export type { ImportOptions, ImportSummary } from "./import-events.ts";
export type { ColumnMapping } from "./map-row.ts";
export { UnreadableFileError } from "./read-rows.ts";
export type { FileProgress } from "./read-rows.ts";
