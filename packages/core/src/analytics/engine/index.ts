export { trailingDays } from "../active-users/active-users.columns.ts";
export type { ActiveUsersCounts, DayPiece, TrailingDays } from "../active-users/active-users.columns.ts";
export type { CountedUser, CountedUsers, TopUsersRules } from "../top-users/top-users.columns.ts";
export { keepChunksFinalized } from "./keep-chunks-finalized.ts";
export { openQueryEngine } from "./query-engine.ts";
export type { QueryEngine, QueryEngineOptions } from "./query-engine.ts";
