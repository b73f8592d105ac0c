export { trailingDays } from "./folds/fold-active-users.ts";
export type { ActiveUsersCounts, DayPiece, TrailingDays } from "./folds/fold-active-users.ts";
export type { CountedUser, CountedUsers, TopUsersRules } from "./folds/fold-top-users.ts";
export { keepDaysSealed } from "./keep-sealed.ts";
export { openSegments } from "./segments.ts";
export type { Segments, SegmentsOptions } from "./segments.ts";
