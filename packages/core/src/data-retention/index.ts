export { prune } from "./prune.ts";
export type { PrunedName, PruneOptions } from "./prune.ts";
export { ERASED_ACTION, getRetentionDays, PRUNED_ACTION } from "./retention-days.ts";
export type { RetentionPolicy } from "./retention-days.ts";
