export { createAnalytics } from "./create-analytics.ts";
export type { NodeAnalytics } from "./create-analytics.ts";
export type {
  Analytics,
  AnalyticsOptions,
  ClosingReport,
  ProblemCode,
  TrackArguments,
  TrackingProblem,
  TrackOptions,
} from "../types.ts";
export { uuidv7 } from "../uuid.ts";
