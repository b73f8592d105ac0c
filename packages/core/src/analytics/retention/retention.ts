import type { Bucket, Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, toIsoInstant } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";
import { findNameIds } from "../counts/names.ts";
import { hasFilter, resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { RetentionCounts, RetentionRules } from "./retention-rules.ts";
import { retentionEntries, retentionReturns } from "./retention-rules.ts";
import { countRetentionInSql } from "./retention.sql.ts";

export { retentionEntries, retentionReturns };

export interface RetentionInput extends RangeInput {
  entryName: string;
  /** The event that is a return: a name or pattern. Default all events. */
  returnName?: string;
  /** Default `first-in-range`. See {@link RetentionRules}. */
  entry?: RetentionRules["entry"];
  /** Default `on`. See {@link RetentionRules}. */
  returning?: RetentionRules["returning"];
  /** The calendar unit of a period; default week. */
  interval?: Interval;
}

/** Users who returned a number of periods after the entry; period 0 is that of the entry. */
export interface RetentionCell {
  /** Null for a period that has not begun. */
  count: number | null;
  /** A fraction of the cohort; null like `count`, and for an empty cohort. */
  rate: number | null;
  /** Whether the period has not ended or is cut by the range, so that whole periods may have more. */
  incomplete: boolean;
}

export interface RetentionCohort {
  /** As in a bar chart: `2026-03-03`, `2026-03` or `2026-Q1`. */
  label: string;
  /** ISO 8601 in UTC; half-open. */
  from: string;
  to: string;
  size: number;
  cells: RetentionCell[];
}

export interface Retention {
  cohorts: RetentionCohort[];
  /** The fraction of users who returned 0, 1, 2 … periods later, over all cohorts whose period is complete. Null if none is. */
  average: (number | null)[];
}

const MAX_PERIODS = 60;

/** Within the entry's period a return may come first. @throws {ValidationError} if the range has more than 60 periods. */
export async function countRetention(context: QueryContext, input: RetentionInput): Promise<Retention> {
  const { interval = "week", weekStart = "monday", entry = "first-in-range", returning = "on" } = input;
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, interval, weekStart, context.now);
  if (buckets.length > MAX_PERIODS) {
    throw new ValidationError(
      null,
      `Retention shows at most ${MAX_PERIODS} periods. Choose a shorter range or a longer interval.`,
    );
  }

  const periods = buckets.map(({ from, to }) => ({ from: from.epochMilliseconds, to: to.epochMilliseconds }));
  const counts = await countCohorts(context, input, { periods, entry, returning });
  const cohorts = buckets.map((bucket, cohort) => toCohort(bucket, cohort, buckets, counts, context.now));

  return { cohorts, average: buckets.map((_, later) => getAverage(cohorts, later)) };
}

async function countCohorts(
  context: QueryContext,
  { entryName, returnName = "*", filter, kind }: RetentionInput,
  rules: RetentionRules,
): Promise<RetentionCounts> {
  if (!context.engine || hasFilter({ filter }))
    return countRetentionInSql(context, { entryName, returnName, filter, kind }, rules);

  const [entryIds = [], returnIds = []] = await findNameIds(context, [entryName, returnName], kind);
  return context.engine.run("retention", { ...rules, entryIds, returnIds });
}

function toCohort(
  { label, from, to }: Bucket,
  cohort: number,
  buckets: readonly Bucket[],
  { sizes, returned }: RetentionCounts,
  now: Date,
): RetentionCohort {
  const size = sizes[cohort] ?? 0;

  return {
    label,
    from: toIsoInstant(from),
    to: toIsoInstant(to),
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

function getAverage(cohorts: readonly RetentionCohort[], later: number): number | null {
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
