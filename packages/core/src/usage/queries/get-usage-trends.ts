import { countPeople } from "../../analytics/index.ts";
import type { Interval, WeekStart } from "../../calendar/index.ts";
import { cutIntoBuckets, toIsoInstant } from "../../calendar/index.ts";

import { getPercentile } from "../requests/sketch.ts";
import { cutIntoHours } from "./cut-into-hours.ts";
import { getEdges } from "./edges.sql.ts";
import { sumRequests } from "./sum-requests.sql.ts";
import type { UsageContext, UsageInput } from "./usage-context.ts";
import { resolveUsageRange } from "./usage-context.ts";

export const granularities = ["hour", "day", "week", "month"] as const satisfies (Interval | "hour")[];
export type Granularity = (typeof granularities)[number];

export interface TrendsInput extends UsageInput {
  granularity?: Granularity;
  weekStart?: WeekStart;
}

export interface TrendPoint {
  /** `2026-03-03T14:00+01:00` for an hour, `2026-03-03` for a day and for the first day of a week, `2026-03` for a month. */
  label: string;
  /** ISO 8601; inclusive. */
  from: string;
  /** ISO 8601; exclusive. */
  to: string;
  /** People with at least one event that is not an activity. */
  activeUsers: number;
  requests: number;
  /** Mean response time. Null without a request, as are the percentiles and the error rate. */
  averageMs: number | null;
  /** Within 2 %. */
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** The fraction of responses with a status of 400 or above. */
  errorRate: number | null;
  /** Whether the calendar unit has not ended or is cut by the range. */
  incomplete: boolean;
}

/** Active users, requests and response times by calendar unit, with a point for each, empty ones included. */
export async function getUsageTrends(
  context: UsageContext,
  input: TrendsInput = {},
): Promise<{ granularity: Granularity; points: TrendPoint[] }> {
  const { granularity = "day", weekStart = "monday" } = input;
  const range = resolveUsageRange(context, input);
  const buckets =
    granularity === "hour"
      ? cutIntoHours(range, context.now)
      : cutIntoBuckets(range, granularity, weekStart, context.now);
  const users = await countPeople(context, buckets);
  const sums = await sumRequests(context.em, getEdges(buckets), "slice");

  const points = buckets.map(({ label, from, to, incomplete }, slice): TrendPoint => {
    const { total = 0, errors = 0, durationMs = 0, durations = new Map() } = sums.get(slice) ?? {};
    return {
      label,
      from: toIsoInstant(from),
      to: toIsoInstant(to),
      activeUsers: users[slice] ?? 0,
      requests: total,
      averageMs: total === 0 ? null : Math.round((durationMs / total) * 100) / 100,
      p50Ms: getPercentile(durations, 0.5),
      p95Ms: getPercentile(durations, 0.95),
      p99Ms: getPercentile(durations, 0.99),
      errorRate: total === 0 ? null : errors / total,
      incomplete,
    };
  });

  return { granularity, points };
}
