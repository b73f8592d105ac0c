export { getDatabaseVitals } from "./database-vitals.sql.ts";
export type { DatabaseVitals } from "./database-vitals.sql.ts";
export { findStorageProblem } from "./find-storage-problem.sql.ts";
