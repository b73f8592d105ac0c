import type { AppRouter } from "@admin-events/api";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Which events a feed shows. */
export type FeedInput = Omit<NonNullable<Inputs["list_latest"]>, "limit" | "cursor">;
/** The people among resources, by their ids. */
export type ResourceUsers = Outputs["activity"]["resolveResourceUsers"];

/** One event as the feed and its page show it. */
export type StoredEvent = Outputs["list_latest"]["items"][number];
export type JsonValue = StoredEvent["metadata"][string];
/** A person as the application and its visitors' browsers told of them. */
export type Person = NonNullable<Outputs["users"]["get"]>;
/** One page of history; its `liveCursor` says where the live feed may begin. */
export type FeedPage = Outputs["list_latest"];
/** One name of the tracking plan, with how often and when it was seen. */
export type NamedEvents = Outputs["names"][number];
/** How one durable handler keeps up. */
export type HandlerStatus = Outputs["handlers"]["status"][number];
/** The figures of a range beside those of the time before. */
export type UsageOverview = Outputs["usage"]["overview"];
/** Active users, requests and response times, a point for each calendar unit. */
export type UsageTrends = Outputs["usage"]["trends"];
/** Features and endpoints that were used. */
export type UsageEndpoints = Outputs["usage"]["endpoints"];
/** What one user did in a range. */
export type UserUsage = Outputs["usage"]["users"]["items"][number];
/** How the server process, its database and its handlers do. */
export type SystemStatus = Outputs["system"]["status"];
/** One thing in a person's life, told apart by its `kind`. */
export type Moment = Outputs["users"]["timeline"]["moments"][number];
/** Distinct users over time, and in a range as a whole. */
export type ActiveUsers = Outputs["activeUsers"];
/** Who came back, by cohorts. */
export type Retention = Outputs["retention"];
/** Users by what they did within a range. */
export type TopUsers = Outputs["topUsers"];
