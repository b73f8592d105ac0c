export { createAnalytics } from "./browser/create-analytics.ts";
export type { BrowserAnalytics, BrowserOptions, Heartbeat, PageDetails } from "./browser/types.ts";
export type {
  Analytics,
  AnalyticsOptions,
  AnyCatalog,
  CloseResult,
  EventMetadata,
  EventName,
  Identity,
  IdentityOptions,
  Item,
  ProblemCode,
  TrackArguments,
  TrackingProblem,
  TrackOptions,
  Traits,
} from "./types.ts";
export { uuidv7 } from "./uuid.ts";
