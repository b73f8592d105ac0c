export { createSqlTracking } from "./create-sql-tracking.ts";
export type {
  DrizzleTransaction,
  KyselyTransaction,
  MikroTransaction,
  PgTransaction,
  PostgresJsTransaction,
  PrismaTransaction,
  SqlActivity,
  SqlTrackArguments,
  SqlTracking,
  SqlTrackingOptions,
  SqlTrackOptions,
  SqlTransaction,
} from "./types.ts";
export type { AnyCatalog, EventMetadata, EventName } from "../types.ts";
