export { keepDaily } from "./daily-job.ts";
export { prune } from "./prune.ts";
export type { PrunedName, PruneOptions } from "./prune.ts";
export { prunedAction, retentionDays } from "./retention-days.ts";
export type { RetentionPolicy } from "./retention-days.ts";
