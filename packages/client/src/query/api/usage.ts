import type { Aggregate } from "./charts.ts";
import type { OpenQuestion } from "./question.ts";

/** The stretch of time; default: the last 30 days. */
export interface UsageRange {
  /** `YYYY-MM-DD`; part of the range. */
  from?: string;
  /** `YYYY-MM-DD`; not part of the range. */
  to?: string;
  timeZone?: string;
}

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

export interface UsageUsersInput extends UsageRange {
  order?: "name" | "requests" | "sessions" | "pageViews" | "time" | "lastActive";
  direction?: "asc" | "desc";
  search?: string;
  page?: number;
  pageSize?: number;
}

export interface UsageUsers {
  items: {
    userId: string;
    email: string | null;
    name: string | null;
    requestCount: number;
    sessionCount: number;
    pageViewCount: number;
    totalSeconds: number;
    lastActive: string | null;
  }[];
  total: number;
}

export interface UsageTrendsInput extends UsageRange {
  granularity?: "day" | "week" | "month";
  weekStart?: "monday" | "sunday";
}

export interface UsageTrends {
  granularity: "day" | "week" | "month";
  points: {
    label: string;
    from: string;
    to: string;
    incomplete: boolean;
    activeUsers: number;
    requests: number;
    averageMs: number | null;
    p50Ms: number | null;
    p95Ms: number | null;
    p99Ms: number | null;
    errorRate: number | null;
  }[];
}

export interface UsageEndpointsInput extends UsageRange {
  order?: "count" | "errors" | "time";
  feature?: string;
  limit?: number;
}

interface AnsweredRequests {
  feature: string;
  count: number;
  errors: number;
  errorRate: number;
  averageMs: number;
  p95Ms: number;
}

export interface UsageOfEndpoint extends AnsweredRequests {
  method: string;
  route: string;
}

export interface UsageOfFeature extends AnsweredRequests {
  endpoints: number;
}

export interface UsageEndpoints {
  items: UsageOfEndpoint[];
  features: UsageOfFeature[];
}

/** Who uses the applications, which features, how fast. */
export interface UsageApi {
  overview: OpenQuestion<UsageRange, UsageOverview>;
  users: OpenQuestion<UsageUsersInput, UsageUsers>;
  trends: OpenQuestion<UsageTrendsInput, UsageTrends>;
  endpoints: OpenQuestion<UsageEndpointsInput, UsageEndpoints>;
}
