export { actingAs, getCurrentActor } from "./acting-as.ts";
export type { ActingAs } from "./acting-as.ts";
export type { ActivityEntry } from "./activity-entry.ts";
export type { ActivityChange } from "./changes/activity-change.ts";
export { trackChanges, watchChanges } from "./changes/watch-changes.ts";
export type { ChangeRules, TrackedEntity } from "./changes/watch-changes.ts";
export { createActivity } from "./create-activity.ts";
export type { Activity } from "./create-activity.ts";
export { AuditChainError } from "./hash-chain/chain-entry.ts";
export { recordChainErasures } from "./hash-chain/chain-erasures.sql.ts";
export { extendHashChain, HASH_CHAIN_HOUR } from "./hash-chain/extend-hash-chain.ts";
export { verifyHashChain } from "./hash-chain/verify-hash-chain.ts";
export type { VerifiedChain } from "./hash-chain/verify-hash-chain.ts";
export type { ActivityFilter } from "./queries/activity-filter.ts";
export {
  listActionTypes,
  listActivityModes,
  listActivityModules,
  listResourceTypes,
} from "./queries/distinct-values.sql.ts";
export { ActivityNotFoundError, findActivity, getActivity } from "./queries/find-activity.ts";
export {
  countActivities,
  listActivities,
  listRecentActivities,
  listUserActivities,
} from "./queries/list-activities.ts";
export { listActivityPage } from "./queries/list-activity-page.sql.ts";
export { resolveResourceUsers } from "./queries/resource-users.ts";
export type { ResourceUser } from "./queries/resource-users.ts";
