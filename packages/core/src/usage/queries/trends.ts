import type { Interval, WeekStart } from "../../calendar/index.ts";
import { cutIntoBuckets, toIsoInstant } from "../../calendar/index.ts";
import { percentileOf } from "../requests/sketch.ts";
import { countActiveUsers } from "./count-active-users.ts";
import { getEdges } from "./edges.ts";
import { sumRequests } from "./sum-requests.ts";
import type { UsageInput, UsageContext } from "./usage-context.ts";
import { usageRange } from "./usage-context.ts";

export const granularities = ["day", "week", "month"] as const satisfies Interval[];
export type Granularity = (typeof granularities)[number];

export interface TrendsInput extends UsageInput {
  granularity?: Granularity;
  weekStart?: WeekStart;
}

export interface TrendPoint {
  /** `2026-03-03` for a day and for the day a week begins on, `2026-03` for a month. */
  label: string;
  /** ISO 8601; part of the point. */
  from: string;
  /** ISO 8601; not part of the point. */
  to: string;
  /** Users who were active, each once. */
  activeUsers: number;
  requests: number;
  /** Mean response time in milliseconds; this and the percentiles are null without a request. */
  averageMs: number | null;
  /** Within 2 %. */
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** The share of requests answered with a status from 400 on; null without a request. */
  errorRate: number | null;
  /** Whether the unit is still running. */
  incomplete: boolean;
}

/** Active users, requests and response times by calendar units, a point for each, empty ones included. */
export async function trends(
  context: UsageContext,
  input: TrendsInput = {},
): Promise<{ granularity: Granularity; points: TrendPoint[] }> {
  const { granularity = "day", weekStart = "monday" } = input;
  const buckets = cutIntoBuckets(usageRange(context, input), granularity, weekStart, context.now);
  const users = await countActiveUsers(context.em, buckets);
  const sums = await sumRequests(context.em, getEdges(buckets), "stretch");

  const points = buckets.map(({ label, from, to, incomplete }, place): TrendPoint => {
    const { total = 0, errors = 0, durationMs = 0, durations = new Map() } = sums.get(place) ?? {};
    return {
      label,
      from: toIsoInstant(from),
      to: toIsoInstant(to),
      activeUsers: users[place] ?? 0,
      requests: total,
      averageMs: total === 0 ? null : Math.round((durationMs / total) * 100) / 100,
      p50Ms: percentileOf(durations, 0.5),
      p95Ms: percentileOf(durations, 0.95),
      p99Ms: percentileOf(durations, 0.99),
      errorRate: total === 0 ? null : errors / total,
      incomplete,
    };
  });

  return { granularity, points };
}
