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
  Funnel,
  FunnelInput,
  NamedEvents,
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
export type { LatestInput, QueryApi } from "./api/query-api.ts";
export type {
  Interval,
  MetadataFilter,
  OpenQuestion,
  Question,
  QuestionOptions,
  Range,
  Scalar,
} from "./api/question.ts";
export type { EventPage, JsonValue, PersonOfEvent, StoredEvent } from "./api/stored-event.ts";
export type {
  UsageApi,
  UsageEndpoints,
  UsageEndpointsInput,
  UsageOfEndpoint,
  UsageOfFeature,
  UsageOverview,
  UsageRange,
  UsageTrends,
  UsageTrendsInput,
  UsageUsers,
  UsageUsersInput,
} from "./api/usage.ts";
export { createQueryClient } from "./create-query-client.ts";
export type { QueryClientOptions } from "./create-query-client.ts";
export { NotAllowed, NotSignedIn } from "./query-error.ts";
export type { QueryError, QueryErrorClass } from "./query-error.ts";
export type { EventFilter, EventListener, ListeningState, QueryClient } from "./types.ts";
