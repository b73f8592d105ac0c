export { DatabaseUnavailableError } from "./database-unavailable-error.ts";
export { openDatabase } from "./open-database.ts";
export type { OpenDatabase, OpenDatabaseOptions } from "./open-database.ts";
