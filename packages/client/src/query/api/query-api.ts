import type { ActivityApi, ActivityFilter } from "./activity.ts";
import type {
  Aggregate,
  AggregateInput,
  BarChart,
  BarChartInput,
  Funnel,
  FunnelInput,
  NamedEvents,
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
import type { MetadataFilter, OpenQuestion, Question } from "./question.ts";
import type { EventPage, StoredEvent } from "./stored-event.ts";
import type { UsageApi } from "./usage.ts";

/** Which events somebody wants. Everything given must hold. */
export interface LatestInput extends Omit<ActivityFilter, "action" | "actor"> {
  /** A name, `post.*` or `*`. */
  name?: string;
  /** The app's own user id. */
  userId?: string;
  filter?: MetadataFilter;
  /** Only entries of the activity log, or only what is none. */
  activity?: boolean;
  /** 1 to 200; default 50. */
  limit?: number;
  /** Where the page before ended: its `nextCursor`. */
  cursor?: string | null;
}

/**
 * The questions of the API. They are declared here by hand, so that an app that reads needs no types of the server;
 * a type test holds them to what the server really takes and answers.
 */
export interface QueryApi {
  list_latest: OpenQuestion<LatestInput, EventPage>;
  aggregate: Question<AggregateInput, Aggregate>;
  barChart: Question<BarChartInput, BarChart>;
  stackedBarChart: Question<StackedBarChartInput, StackedBarChart>;
  funnel: Question<FunnelInput, Funnel>;
  activeUsers: Question<ActiveUsersInput, ActiveUsers>;
  retention: Question<RetentionInput, Retention>;
  topUsers: Question<TopUsersInput, TopUsers>;
  event: Question<{ id: string }, StoredEvent | null>;
  names: OpenQuestion<void, NamedEvents[]>;
  users: { get: Question<{ id: string }, Person | null> };
  usage: UsageApi;
  activity: ActivityApi;
}
