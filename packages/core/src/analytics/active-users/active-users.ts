import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, isoInstant } from "../../calendar/index.ts";
import { findNameIds } from "../counting/name-ids.ts";
import { assertNamed } from "../counting/assert-named.ts";
import { isFiltered } from "../counting/is-filtered.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { ActiveUsersCounts, TrailingDays } from "../engine/index.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import { countActiveUsersInSql } from "./active-users.sql.ts";
import type { ActiveDays } from "./active-days.ts";
import { cutIntoDays } from "./active-days.ts";

export interface ActiveUsersInput extends RangeInput {
  /** Names or patterns that make a user active; default every event. */
  names?: string[];
  /** Default day. */
  interval?: Interval;
}

/** Who was active in a bucket. A user counts once in each number; the numbers of buckets never add up to a total. */
export interface ActiveUsersPoint {
  /** As a bar's: `2026-03-03`, `2026-03` or `2026-Q1`. */
  label: string;
  /** ISO 8601 in UTC; half-open. */
  from: string;
  to: string;
  /** In the bucket itself. */
  users: number;
  /**
   * On the bucket's last day, and in the 7 and the 30 days that end with it; of a running bucket on and with today. Null
   * for a bucket that has not begun.
   */
  daily: number | null;
  weekly: number | null;
  monthly: number | null;
  /** Whether the bucket has not ended yet. */
  incomplete: boolean;
}

export interface ActiveUsers {
  points: ActiveUsersPoint[];
  /** In the whole range. */
  users: number;
  /**
   * How much of a month's users a day has, as a fraction: the mean of the daily users over the last 30 complete days of
   * the range, by the monthly users at their end. Null without users, and while no day is complete.
   */
  stickiness: number | null;
}

/** Distinct users over time. Events without a user do not count. */
export async function activeUsers(context: QueryContext, input: ActiveUsersInput): Promise<ActiveUsers> {
  const { names = ["*"], interval = "day", weekStart = "monday" } = input;
  assertNamed(names);
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, interval, weekStart, context.now);
  const days = cutIntoDays(range, buckets, context.now);
  const counted = await count(context, { ...input, names }, days);

  const points = buckets.map(({ label, from, to, incomplete }, bucket): ActiveUsersPoint => {
    const lastDay = days.lastDayOf[bucket] ?? null;
    const trailing = (length: TrailingDays) =>
      lastDay === null ? null : (counted.trailing[length][lastDay] ?? 0);

    return {
      label,
      from: isoInstant(from),
      to: isoInstant(to),
      users: counted.byBucket[bucket] ?? 0,
      daily: trailing(1),
      weekly: trailing(7),
      monthly: trailing(30),
      incomplete,
    };
  });

  return { points, users: counted.total, stickiness: stickinessOf(counted, days) };
}

async function count(
  context: QueryContext,
  input: ActiveUsersInput & { names: string[] },
  days: ActiveDays,
): Promise<ActiveUsersCounts> {
  if (!context.engine || isFiltered(input)) return countActiveUsersInSql(context, input, days);

  const nameIds = [...new Set((await findNameIds(context, input.names)).flat())];
  return context.engine.run("activeUsers", {
    nameIds,
    from: days.pieces[0]?.from ?? 0,
    to: days.pieces.at(-1)?.to ?? 0,
    pieces: days.pieces,
    days: days.count,
    buckets: days.lastDayOf.length,
  });
}

function stickinessOf({ trailing }: ActiveUsersCounts, { completeDays }: ActiveDays): number | null {
  const last = completeDays.to - 1;
  const first = Math.max(completeDays.from, completeDays.to - 30);
  const monthly = trailing[30][last] ?? 0;
  if (monthly === 0) return null;

  const daily = trailing[1].slice(first, completeDays.to);
  return daily.reduce((sum, users) => sum + users, 0) / daily.length / monthly;
}
