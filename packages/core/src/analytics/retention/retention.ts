import type { Bucket, Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, isoInstant } from "../../calendar/index.ts";
import { findNameIds } from "../counting/name-ids.ts";
import { isFiltered } from "../counting/is-filtered.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import { countRetentionInSql } from "./retention.sql.ts";
import type { RetentionCounts, RetentionRules } from "./retention-rules.ts";
import { ValidationError } from "../../errors.ts";

export const retentionEntries = ["first-in-range", "first-ever", "recurring"] as const;
export const retentionReturns = ["on", "on-or-after"] as const;

export interface RetentionInput extends RangeInput {
  /** The event that begins a cohort: a name or pattern. */
  entryName: string;
  /** The event that is a return: a name or pattern. Default every event. */
  returnName?: string;
  /** Who belongs to a cohort; default `first-in-range`. See {@link RetentionRules}. */
  entry?: (typeof retentionEntries)[number];
  /** Default `on`. See {@link RetentionRules}. */
  returning?: (typeof retentionReturns)[number];
  /** Calendar periods; default week. */
  interval?: Interval;
}

/** Whoever came back so many periods after the entry; period 0 is that of the entry. */
export interface RetentionCell {
  /** Null for a period that has not begun. */
  count: number | null;
  /** Of the cohort, as a fraction; null like `count`, and for an empty cohort. */
  rate: number | null;
  /** Whether the period has not ended yet, so that the number may still grow. */
  incomplete: boolean;
}

export interface RetentionCohort {
  /** As a bar's: `2026-03-03`, `2026-03` or `2026-Q1`. */
  label: string;
  /** ISO 8601 in UTC; half-open. */
  from: string;
  to: string;
  size: number;
  cells: RetentionCell[];
}

export interface Retention {
  cohorts: RetentionCohort[];
  /** For 0, 1, 2 … periods later: of all people whose cohort has that period complete, the fraction who came back. */
  average: (number | null)[];
}

const mostPeriods = 60;

/** Who came back, by cohorts. A return counts by its period alone; within the period of the entry it may come first. */
export async function retention(context: QueryContext, input: RetentionInput): Promise<Retention> {
  const { interval = "week", weekStart = "monday", entry = "first-in-range", returning = "on" } = input;
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, interval, weekStart, context.now);
  if (buckets.length > mostPeriods) {
    throw new ValidationError(
      null,
      `Retention shows at most ${mostPeriods} periods; choose a shorter range or a longer interval.`,
    );
  }

  const periods = buckets.map(({ from, to }) => ({ from: from.epochMilliseconds, to: to.epochMilliseconds }));
  const counts = await count(context, input, { periods, entry, returning });
  const cohorts = buckets.map((bucket, cohort) => cohortOf(bucket, cohort, buckets, counts, context.now));

  return { cohorts, average: buckets.map((_, later) => averageOf(cohorts, later)) };
}

async function count(
  context: QueryContext,
  input: RetentionInput,
  rules: RetentionRules,
): Promise<RetentionCounts> {
  const { entryName, returnName = "*" } = input;
  if (!context.engine || isFiltered(input))
    return countRetentionInSql(context, { entryName, returnName, filter: input.filter }, rules);

  const [entryIds = [], returnIds = []] = await findNameIds(context, [entryName, returnName]);
  return context.engine.run("retention", { ...rules, entryIds, returnIds });
}

function cohortOf(
  { label, from, to }: Bucket,
  cohort: number,
  buckets: readonly Bucket[],
  { sizes, returned }: RetentionCounts,
  now: Date,
): RetentionCohort {
  const size = sizes[cohort] ?? 0;

  return {
    label,
    from: isoInstant(from),
    to: isoInstant(to),
    size,
    cells: buckets.slice(cohort).map((bucket, later) => {
      const hasBegun = bucket.from.epochMilliseconds <= now.getTime();
      const count = hasBegun ? (returned[cohort]?.[later] ?? 0) : null;

      return {
        count,
        rate: count === null || size === 0 ? null : count / size,
        incomplete: bucket.incomplete,
      };
    }),
  };
}

/** Weighted by the cohorts' sizes; null when no cohort has that period complete. */
function averageOf(cohorts: readonly RetentionCohort[], later: number): number | null {
  let returned = 0;
  let size = 0;
  for (const cohort of cohorts) {
    const cell = cohort.cells[later];
    if (!cell || cell.incomplete) continue;
    returned += cell.count ?? 0;
    size += cohort.size;
  }

  return size === 0 ? null : returned / size;
}
