export { actingAs, actingNow } from "./acting-as.ts";
export type { ActingAs } from "./acting-as.ts";
export type { ActivityEntry } from "./activity-entry.ts";
export type { ActivityChange } from "./changes/activity-change.ts";
export { trackChanges, watchChanges } from "./changes/watch-changes.ts";
export type { ChangeRules, TrackedEntity } from "./changes/watch-changes.ts";
export { createActivity } from "./create-activity.ts";
export type { Activity, LogResult } from "./create-activity.ts";
export { actionTypes, activityModes, activityModules, resourceTypes } from "./reading/distinct-values.ts";
export { ActivityNotFound, findActivity, getActivity } from "./reading/find-activity.ts";
export {
  activitiesOfUser,
  countActivities,
  listActivities,
  pageOfActivities,
  recentActivities,
} from "./reading/list-activities.ts";
export type { ActivityFilter } from "./reading/activity-filter.ts";
export { resolveResourceUsers } from "./reading/resource-users.ts";
export type { ResourceUser } from "./reading/resource-users.ts";
export { BrokenChain } from "./sealing/broken-chain.ts";
export { sealActivities, sealingHour } from "./sealing/seal-activities.ts";
export { verifyActivities } from "./sealing/verify-activities.ts";
export type { VerifiedChain } from "./sealing/verify-activities.ts";
