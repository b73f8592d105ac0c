export type {
  ActivityApi,
  ActivityFilter,
  ActivityForUserInput,
  ActivityListInput,
  ActivityPage,
  ActivityPageInput,
} from "./api/activity.ts";
export type {
  Aggregate,
  AggregateInput,
  BarChart,
  BarChartInput,
  EventNameSummary,
  Funnel,
  FunnelInput,
  StackedBarChart,
  StackedBarChartInput,
} from "./api/charts.ts";
export type {
  ActiveUsers,
  ActiveUsersInput,
  Person,
  Retention,
  RetentionInput,
  TopUsers,
  TopUsersInput,
} from "./api/people.ts";
export type {
  Interval,
  MetadataFilter,
  OptionalInputQuery,
  Query,
  QueryOptions,
  Range,
  Scalar,
} from "./api/query.ts";
export type { LatestInput, QueryApi } from "./api/query-api.ts";
export type { EventPage, EventUser, JsonValue, StoredEvent } from "./api/stored-event.ts";
export type {
  EndpointUsage,
  FeatureUsage,
  UsageApi,
  UsageEndpoints,
  UsageEndpointsInput,
  UsageOverview,
  UsageRange,
  UsageTrends,
  UsageTrendsInput,
  UsageUsers,
  UsageUsersInput,
} from "./api/usage.ts";
export { createQueryClient } from "./create-query-client.ts";
export type { QueryClientOptions } from "./create-query-client.ts";
export { NotAllowedError, NotSignedInError } from "./query-error.ts";
export type { QueryError, QueryErrorClass } from "./query-error.ts";
export type { EventFilter, EventListener, ListeningState, QueryClient } from "./types.ts";
