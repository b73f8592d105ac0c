export { canWrite, getDatabaseVitals } from "./database-vitals.sql.ts";
export type { DatabaseVitals } from "./database-vitals.sql.ts";
