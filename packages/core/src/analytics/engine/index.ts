export { trailingDays } from "../active-users/active-users.columns.ts";
export type { ActiveUsersCounts, DayPiece, TrailingDays } from "../active-users/active-users.columns.ts";
export type { CountedUser, CountedUsers, TopUsersRules } from "../top-users/top-users.columns.ts";
export { keepDaysSealed } from "./keep-chunks-finalized.ts";
export { openSegments } from "./query-engine.ts";
export type { Segments, SegmentsOptions } from "./query-engine.ts";
