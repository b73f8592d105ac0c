import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, toIsoInstant } from "../../calendar/index.ts";
import { assertNames, findAllNameIds } from "../counts/names.ts";
import { hasFilter, resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { ActiveUsersCounts, TrailingDays } from "./active-users-rules.ts";
import { countActiveUsersInSql } from "./active-users.sql.ts";
import type { ActiveDays } from "./cut-into-days.ts";
import { cutIntoDays } from "./cut-into-days.ts";

export interface ActiveUsersInput extends RangeInput {
  /** Names or patterns that make a user active; default all events. */
  names?: string[];
  /** Default day. */
  interval?: Interval;
}

/** Distinct users of one bucket. The numbers of several buckets cannot be added up. */
export interface ActiveUsersPoint {
  /** As in a bar chart: `2026-03-03`, `2026-03` or `2026-Q1`. */
  label: string;
  /** ISO 8601 in UTC; half-open. */
  from: string;
  to: string;
  users: number;
  /** In the 1, 7 and 30 days that end with the bucket's last day, or with today. Null for a bucket that has not begun. */
  daily: number | null;
  weekly: number | null;
  monthly: number | null;
  /** Whether the calendar unit has not ended or is cut by the range. */
  incomplete: boolean;
}

export interface ActiveUsers {
  points: ActiveUsersPoint[];
  /** In the whole range. */
  users: number;
  /** Mean daily users of the range's last 30 complete days by monthly users at their end. Null without users or complete days. */
  stickiness: number | null;
}

/** Counts distinct users over time. Events without a user do not count. */
export async function countActiveUsers(context: QueryContext, input: ActiveUsersInput): Promise<ActiveUsers> {
  const { names = ["*"], interval = "day", weekStart = "monday" } = input;
  assertNames(names);
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, interval, weekStart, context.now);
  const days = cutIntoDays(range, buckets, context.now);
  const counts = await countDays(context, { ...input, names }, days);

  const points = buckets.map(({ label, from, to, incomplete }, bucket): ActiveUsersPoint => {
    const lastDay = days.lastDays[bucket] ?? null;
    const getTrailing = (length: TrailingDays) =>
      lastDay === null ? null : (counts.trailing[length][lastDay] ?? 0);

    return {
      label,
      from: toIsoInstant(from),
      to: toIsoInstant(to),
      users: counts.byBucket[bucket] ?? 0,
      daily: getTrailing(1),
      weekly: getTrailing(7),
      monthly: getTrailing(30),
      incomplete,
    };
  });

  return { points, users: counts.total, stickiness: getStickiness(counts, days) };
}

async function countDays(
  context: QueryContext,
  input: ActiveUsersInput & { names: string[] },
  days: ActiveDays,
): Promise<ActiveUsersCounts> {
  if (!context.engine || hasFilter(input)) return countActiveUsersInSql(context, input, days);

  const { slices, dayCount, bucketCount } = days;
  return context.engine.run("activeUsers", {
    nameIds: await findAllNameIds(context, input.names, input.kind),
    from: slices[0]?.from ?? 0,
    to: slices.at(-1)?.to ?? 0,
    slices,
    dayCount,
    bucketCount,
  });
}

function getStickiness({ trailing }: ActiveUsersCounts, { completeDays }: ActiveDays): number | null {
  const lastDay = completeDays.to - 1;
  const firstDay = Math.max(completeDays.from, completeDays.to - 30);
  const monthly = trailing[30][lastDay] ?? 0;
  if (monthly === 0) return null;

  const daily = trailing[1].slice(firstDay, completeDays.to);
  return daily.reduce((sum, users) => sum + users, 0) / daily.length / monthly;
}
