import type { ActiveUsersRules } from "../active-users/active-users.columns.ts";
import { countActiveUsers } from "../active-users/active-users.columns.ts";
import { eventsOfFunnel, countFunnel } from "../funnel/funnel.columns.ts";
import { eventsOfRetention, countRetention } from "../retention/retention.columns.ts";
import type { TopUsersRules } from "../top-users/top-users.columns.ts";
import { countTopUsers } from "../top-users/top-users.columns.ts";
import type { EventColumns } from "../columns/column-chunk.ts";

/** Which events a input is about: of these names, in a range of milliseconds since 1970. */
export interface ConcernedEvents {
  nameIds: number[];
  from: number;
  to: number;
}

/** Everything that segments can be input: which events a input needs, and how they become the answer. */
export const metrics = {
  funnel: { concerns: eventsOfFunnel, fold: countFunnel },
  activeUsers: { concerns: (input: ActiveUsersRules): ConcernedEvents => input, fold: countActiveUsers },
  retention: { concerns: eventsOfRetention, fold: countRetention },
  topUsers: { concerns: (input: TopUsersRules): ConcernedEvents => input, fold: countTopUsers },
};

export type MetricName = keyof typeof metrics;
export type Asked<Kind extends MetricName> = Parameters<(typeof metrics)[Kind]["fold"]>[1];
export type Answered<Kind extends MetricName> = ReturnType<(typeof metrics)[Kind]["fold"]>;

/** Any input of any kind, as a worker receives it. */
export interface AnyMetric {
  concerns(input: unknown): ConcernedEvents;
  fold(packed: EventColumns, input: unknown): unknown;
}
