export { canWrite, getDatabaseVitals } from "./database-vitals.sql.ts";
export type { DatabaseVitals, OpenWrite } from "./database-vitals.sql.ts";
