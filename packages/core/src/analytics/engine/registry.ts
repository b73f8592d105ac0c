import type { ActiveUsersRules } from "../active-users/active-users.columns.ts";
import { foldActiveUsers } from "../active-users/active-users.columns.ts";
import { eventsOfFunnel, foldFunnel } from "../funnel/funnel.columns.ts";
import { eventsOfRetention, foldRetention } from "../retention/retention.columns.ts";
import type { TopUsersRules } from "../top-users/top-users.columns.ts";
import { foldTopUsers } from "../top-users/top-users.columns.ts";
import type { PackedEvents } from "../columns/column-chunk.ts";

/** Which events a question is about: of these names, in a range of milliseconds since 1970. */
export interface ConcernedEvents {
  nameIds: number[];
  from: number;
  to: number;
}

/** Everything that segments can be asked: which events a question needs, and how they become the answer. */
export const questions = {
  funnel: { concerns: eventsOfFunnel, fold: foldFunnel },
  activeUsers: { concerns: (asked: ActiveUsersRules): ConcernedEvents => asked, fold: foldActiveUsers },
  retention: { concerns: eventsOfRetention, fold: foldRetention },
  topUsers: { concerns: (asked: TopUsersRules): ConcernedEvents => asked, fold: foldTopUsers },
};

export type QuestionKind = keyof typeof questions;
export type Asked<Kind extends QuestionKind> = Parameters<(typeof questions)[Kind]["fold"]>[1];
export type Answered<Kind extends QuestionKind> = ReturnType<(typeof questions)[Kind]["fold"]>;

/** Any question of any kind, as a worker receives it. */
export interface AnyQuestion {
  concerns(asked: unknown): ConcernedEvents;
  fold(packed: PackedEvents, asked: unknown): unknown;
}
