export { createAnalytics } from "./create-analytics.ts";
export type { Frameworks, NodeRequest } from "./frameworks.ts";
export type { RequestContext, WaitUntil } from "./request-context.ts";
export type { RequestOptions, RequestRecording } from "./requests/types.ts";
export { signUserId } from "./sign-user-id.ts";
export type {
  DeclarableCatalog,
  DeclarableEvent,
  DeclareOptions,
  DeclareResult,
  NodeAnalytics,
  NodeAnalyticsOptions,
  PageView,
} from "./types.ts";
export type {
  Analytics,
  AnalyticsOptions,
  AnyCatalog,
  CloseResult,
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
