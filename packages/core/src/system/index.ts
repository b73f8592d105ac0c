export { databaseVitals } from "./database-vitals.ts";
export type { DatabaseVitals } from "./database-vitals.ts";
