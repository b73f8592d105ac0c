export { actingAs, actingNow } from "./acting-as.ts";
export type { ActingAs } from "./acting-as.ts";
export type { ActivityEntry } from "./activity-entry.ts";
export type { ActivityChange } from "./changes/activity-change.ts";
export { trackChanges, watchChanges } from "./changes/watch-changes.ts";
export type { ChangeRules, TrackedEntity } from "./changes/watch-changes.ts";
export { createActivity } from "./create-activity.ts";
export type { Activity, LogResult } from "./create-activity.ts";
export { actionTypes, activityModes, activityModules, resourceTypes } from "./queries/distinct-values.ts";
export { ActivityNotFoundError, findActivity, getActivity } from "./queries/find-activity.ts";
export {
  listUserActivities,
  countActivities,
  listActivities,
  listActivityPage,
  listRecentActivities,
} from "./queries/list-activities.ts";
export type { ActivityFilter } from "./queries/activity-filter.ts";
export { resolveResourceUsers } from "./queries/resource-users.ts";
export type { ResourceUser } from "./queries/resource-users.ts";
export { AuditChainError } from "./hash-chain/audit-chain-error.ts";
export { extendHashChain, HASH_CHAIN_HOUR } from "./hash-chain/extend-hash-chain.ts";
export { verifyHashChain } from "./hash-chain/verify-hash-chain.ts";
export type { VerifiedChain } from "./hash-chain/verify-hash-chain.ts";
