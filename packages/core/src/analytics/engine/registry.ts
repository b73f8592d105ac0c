import { countActiveUsersInColumns } from "../active-users/active-users.columns.ts";
import type { EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { countFunnelInColumns, selectFunnelEvents } from "../funnel/funnel.columns.ts";
import { countPeopleInColumns } from "../people/people.columns.ts";
import { countRetentionInColumns, selectRetentionEvents } from "../retention/retention.columns.ts";
import { countTopUsersInColumns } from "../top-users/top-users.columns.ts";

const selectAll = (input: EventSelection): EventSelection => input;

/** The metrics that the engine runs: the events that each reads, and the function that counts them. */
export const metrics = {
  funnel: { selectEvents: selectFunnelEvents, count: countFunnelInColumns },
  activeUsers: { selectEvents: selectAll, count: countActiveUsersInColumns },
  people: { selectEvents: selectAll, count: countPeopleInColumns },
  retention: { selectEvents: selectRetentionEvents, count: countRetentionInColumns },
  topUsers: { selectEvents: selectAll, count: countTopUsersInColumns },
};

export type MetricName = keyof typeof metrics;
export type MetricInput<Name extends MetricName> = Parameters<(typeof metrics)[Name]["count"]>[1];
export type MetricResult<Name extends MetricName> = ReturnType<(typeof metrics)[Name]["count"]>;

/** A metric whose input is not known at compile time, as the worker receives it. */
export interface AnyMetric {
  selectEvents(input: unknown): EventSelection;
  count(columns: EventColumns, input: unknown): unknown;
}
