export { CLEAN_UP_TIMES, toCron } from "./clean-up-times.ts";
export { getRetentionReport } from "./retention-report.sql.ts";
export type { RetentionEntry } from "./retention-report.sql.ts";
export { prune } from "./prune.ts";
export type { PrunedName, PruneOptions } from "./prune.ts";
export { ERASED_ACTION, getRetentionDays, PRUNED_ACTION } from "./retention-days.ts";
export type { RetentionPolicy } from "./retention-days.ts";
