import type { Aggregate } from "./charts.ts";
import type { OptionalInputQuery } from "./query.ts";

/** The time range of a usage query. Default: the last 30 days. */
export interface UsageRange {
  /** Start, inclusive: `YYYY-MM-DD`. */
  from?: string;
  /** End, exclusive: `YYYY-MM-DD`. */
  to?: string;
  /** IANA time zone in which days begin. Default: the server's. */
  timeZone?: string;
}

/** Key figures of a range, compared with the previous range. */
export interface UsageOverview {
  requests: Aggregate;
  sessions: Aggregate;
  pageViews: Aggregate;
  uniqueUsers: Aggregate;
  activeToday: Aggregate;
  activeWeek: Aggregate;
  activeMonth: Aggregate;
  averageSessionSeconds: { current: number | null; previous: number | null; previousFull: number | null };
}

/** Input of `usage.users`. */
export interface UsageUsersInput extends UsageRange {
  /** Column to sort by. */
  order?: "name" | "requests" | "sessions" | "pageViews" | "time" | "lastActive";
  /** Sort direction. */
  direction?: "asc" | "desc";
  /** Text to search for. */
  search?: string;
  /** Page number, starting at 1. */
  page?: number;
  /** 1 to 200 users. */
  pageSize?: number;
}

/** A page of users with their usage. */
export interface UsageUsers {
  /** The users of this page. */
  items: {
    userId: string;
    email: string | null;
    name: string | null;
    requestCount: number;
    sessionCount: number;
    pageViewCount: number;
    totalSeconds: number;
    /** In the range. */
    lastActive: string | null;
    /** At any time. */
    lastSeenAt: string | null;
  }[];
  /** Number of matching users. */
  total: number;
}

/** Input of `usage.trends`. */
export interface UsageTrendsInput extends UsageRange {
  /** Width of a point; `hour` for at most a week. Default: `day`. */
  granularity?: "hour" | "day" | "week" | "month";
  /** First day of the week. Default: `monday`. */
  weekStart?: "monday" | "sunday";
}

/** Active users, requests and response times over time. */
export interface UsageTrends {
  /** Width of a point. */
  granularity: "hour" | "day" | "week" | "month";
  /** Points in order of time. Times are in milliseconds, and null like `errorRate` without requests. */
  points: {
    label: string;
    from: string;
    to: string;
    /** Whether the period is still running or cut by the range. */
    incomplete: boolean;
    activeUsers: number;
    requests: number;
    averageMs: number | null;
    p50Ms: number | null;
    p95Ms: number | null;
    p99Ms: number | null;
    /** Fraction of responses with a status of 400 or higher. */
    errorRate: number | null;
  }[];
}

/** Input of `usage.endpoints`. */
export interface UsageEndpointsInput extends UsageRange {
  /** Sort by number of requests (default), number of errors or average time. */
  order?: "count" | "errors" | "time";
  /** Only endpoints of this feature. */
  feature?: string;
  /** Maximum number of endpoints. Default: 50. */
  limit?: number;
}

interface RequestStats {
  feature: string;
  count: number;
  /** Number of responses with a status of 400 or higher. */
  errors: number;
  errorRate: number;
  averageMs: number;
  p95Ms: number;
}

/** Usage of one endpoint. */
export interface EndpointUsage extends RequestStats {
  /** HTTP method. */
  method: string;
  /** Route template. */
  route: string;
}

/** Usage of one feature. */
export interface FeatureUsage extends RequestStats {
  /** Number of endpoints that were used. */
  endpoints: number;
}

/** Usage by endpoint and by feature. */
export interface UsageEndpoints {
  /** Endpoints, in the requested order. */
  items: EndpointUsage[];
  /** Features, with the most requests first. */
  features: FeatureUsage[];
}

/** Queries about users, requests and response times of your applications. */
export interface UsageApi {
  /** Key figures of a range. */
  overview: OptionalInputQuery<UsageRange, UsageOverview>;
  /** Usage by user. */
  users: OptionalInputQuery<UsageUsersInput, UsageUsers>;
  /** Usage over time. */
  trends: OptionalInputQuery<UsageTrendsInput, UsageTrends>;
  /** Usage by endpoint and by feature. */
  endpoints: OptionalInputQuery<UsageEndpointsInput, UsageEndpoints>;
}
