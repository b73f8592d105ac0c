import { sql } from "kysely";
import type { Period } from "../calendar/index.ts";
import { previousRange, readRange } from "../calendar/index.ts";
import { nameCondition } from "../events/index.ts";
import { percentageChange } from "./percentage-change.ts";
import type { RangeQuestion, Source } from "./source.ts";
import { happenedIn, hasMetadata } from "./sql.ts";

export interface AggregateQuestion extends RangeQuestion {
  /** A name, `post.*` or `*`. */
  name: string;
  /** Compare by calendar units instead of by length: March with all of February. */
  period?: Period;
}

export interface Aggregate {
  /** Events in the range. */
  current: number;
  /** Events in the range before it; of a range still running, in the part that had passed by now. */
  previous: number;
  /** Events in all of the range before it. */
  previousFull: number;
  /** A fraction of `previous`; null when there is nothing to compare with. */
  change: number | null;
  /** Whether there were none before and some now. */
  isNew: boolean;
}

/** Counts events in a range and in the one of the same length just before. */
export async function aggregate(source: Source, question: AggregateQuestion): Promise<Aggregate> {
  const range = readRange({ timeZone: source.timeZone, ...question });
  const before = previousRange(range, source.now, question.period);

  const { rows } = await sql<{ current: number; previous: number; previousFull: number }>`
    select
      count(*) filter (where ${happenedIn(range)})::int as current,
      count(*) filter (where ${happenedIn(before.comparable)})::int as previous,
      count(*) filter (where ${happenedIn(before.full)})::int as "previousFull"
    from events as event
    where ${nameCondition(source.catalog, question.name)}
      and ${happenedIn({ from: before.full.from, to: range.to })}
      and ${hasMetadata(source, question)}`.execute(source.em.getKysely());
  const { current = 0, previous = 0, previousFull = 0 } = rows[0] ?? {};

  return { current, previous, previousFull, ...percentageChange(current, previous) };
}
