import type { ActivityApi, ActivityFilter } from "./activity.ts";
import type {
  Aggregate,
  AggregateInput,
  BarChart,
  BarChartInput,
  EventNameSummary,
  Funnel,
  FunnelInput,
  StackedBarChart,
  StackedBarChartInput,
} from "./charts.ts";
import type {
  ActiveUsers,
  ActiveUsersInput,
  Person,
  Retention,
  RetentionInput,
  TopUsers,
  TopUsersInput,
} from "./people.ts";
import type { MetadataFilter, OptionalInputQuery, Query, SelectedKind } from "./query.ts";
import type { EventPage, StoredEvent } from "./stored-event.ts";
import type { UsageApi } from "./usage.ts";

/** Input of `list_latest`. Events must match all filters. */
export interface LatestInput extends Omit<ActivityFilter, "action" | "actor"> {
  /** An event name, `post.*` or `*`. */
  name?: string;
  /** Your app's user id. */
  userId?: string;
  /** Only events with this metadata. */
  filter?: MetadataFilter;
  /** Events, entries of the activity log, or both. Default: `event`, or `all` with a `resourceType` or `resourceId`. */
  kind?: SelectedKind;
  /** 1 to 200. Default: 50. */
  limit?: number;
  /** `nextCursor` of the previous page. */
  cursor?: string | null;
}

/**
 * The queries of the API. The types are declared here so that your app does not depend on the server's types. A type
 * test compares them with the server's router.
 */
export interface QueryApi {
  /** Events, newest first. */
  list_latest: OptionalInputQuery<LatestInput, EventPage>;
  /** Number of events, compared with the previous range. */
  aggregate: Query<AggregateInput, Aggregate>;
  /** Counts of one event over time. */
  barChart: Query<BarChartInput, BarChart>;
  /** Counts of several events over time. */
  stackedBarChart: Query<StackedBarChartInput, StackedBarChart>;
  /** Conversion through a list of steps. */
  funnel: Query<FunnelInput, Funnel>;
  /** Active users over time. */
  activeUsers: Query<ActiveUsersInput, ActiveUsers>;
  /** Retention by cohort. */
  retention: Query<RetentionInput, Retention>;
  /** Users with the most or the latest events. */
  topUsers: Query<TopUsersInput, TopUsers>;
  /** One event, or null if it does not exist. */
  event: Query<{ id: string }, StoredEvent | null>;
  /** All event names, with their definition in the catalog and their use. */
  names: OptionalInputQuery<{ kind?: SelectedKind } | void, EventNameSummary[]>;
  /** Where the stored history begins. A comparison with a time before it says nothing. */
  history: OptionalInputQuery<void, { eventsFrom: string | null; usageFrom: string | null }>;
  /** Users and anonymous visitors. */
  users: {
    /** One person, or null if the id is unknown. */
    get: Query<{ id: string }, Person | null>;
  };
  /** Usage of your applications. */
  usage: UsageApi;
  /** The activity log. */
  activity: ActivityApi;
}
