export { actingAs, actingNow } from "./acting-as.ts";
export type { ActingAs } from "./acting-as.ts";
export type { ActivityEntry } from "./activity-entry.ts";
export type { ActivityChange } from "./changes/activity-change.ts";
export { trackChanges, watchChanges } from "./changes/watch-changes.ts";
export type { ChangeRules, TrackedEntity } from "./changes/watch-changes.ts";
export { createActivity } from "./create-activity.ts";
export type { Activity, LogResult } from "./create-activity.ts";
export { actionTypes, activityModes, activityModules, resourceTypes } from "./queries/distinct-values.ts";
export { ActivityNotFound, findActivity, getActivity } from "./queries/find-activity.ts";
export {
  activitiesOfUser,
  countActivities,
  listActivities,
  pageOfActivities,
  recentActivities,
} from "./queries/list-activities.ts";
export type { ActivityFilter } from "./queries/activity-filter.ts";
export { resolveResourceUsers } from "./queries/resource-users.ts";
export type { ResourceUser } from "./queries/resource-users.ts";
export { BrokenChain } from "./hash-chain/audit-chain-error.ts";
export { sealActivities, sealingHour } from "./hash-chain/extend-hash-chain.ts";
export { verifyActivities } from "./hash-chain/verify-hash-chain.ts";
export type { VerifiedChain } from "./hash-chain/verify-hash-chain.ts";
