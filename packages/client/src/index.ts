export { createAnalytics } from "./browser/create-analytics.ts";
export type { BrowserAnalytics, BrowserOptions, Heartbeat, PageDetails } from "./browser/types.ts";
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
  Who,
} from "./types.ts";
export { uuidv7 } from "./uuid.ts";
