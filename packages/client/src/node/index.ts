export { createAnalytics } from "./create-analytics.ts";
export type { NodeAnalytics } from "./create-analytics.ts";
export type {
  Analytics,
  AnalyticsOptions,
  AnyCatalog,
  ClosingReport,
  EventMetadata,
  EventName,
  IdentityOptions,
  Item,
  ProblemCode,
  TrackArguments,
  TrackingProblem,
  TrackOptions,
  Traits,
} from "../types.ts";
export { uuidv7 } from "../uuid.ts";
