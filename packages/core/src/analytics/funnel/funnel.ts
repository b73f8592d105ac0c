import type { Range } from "../../calendar/index.ts";
import { InvalidInput } from "../../calendar/index.ts";
import { countFunnelByRows } from "./funnel.sql.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import type { FunnelStep } from "./funnel-steps.ts";
import { funnelSteps } from "./funnel-steps.ts";
import type { CountedStep } from "./funnel-tally.ts";
import { nameIdsOf } from "../counting/name-ids.ts";
import { isFiltered } from "../counting/is-filtered.ts";
import { rangeOf } from "../counting/range-of.ts";
import type { RangeQuestion, Source } from "../query-context.ts";
import { titlesOf } from "../counting/titles.ts";

export const funnelOrders = ["any", "ordered", "strict"] as const;

export interface FunnelQuestion extends RangeQuestion {
  /** Names or patterns, the first step first; 1 to 20. */
  names: string[];
  /**
   * `any`: who did this step and all earlier ones within the range, in whatever order (the default).
   * `ordered`: one after the other, within the window from the first. `strict`: and no other step in between.
   */
  order?: (typeof funnelOrders)[number];
  /** Default 14 days. Says nothing in any order. */
  windowSeconds?: number;
}

export const defaultWindowSeconds = 14 * 24 * 3600;
const mostSteps = 20;

/** Counts the people who got to each step. Events without a user do not count. */
export async function funnel(source: Source, question: FunnelQuestion): Promise<{ steps: FunnelStep[] }> {
  const { names, order = "any" } = question;
  if (names.length === 0 || names.length > mostSteps)
    throw new InvalidInput(`A funnel has 1 to ${mostSteps} steps.`);

  const range = rangeOf(source, question);
  const counted = await countSteps(source, { ...question, order }, range);

  return { steps: funnelSteps(names, await titlesOf(source, names), counted) };
}

/** From the packed segments where they can tell; only the events themselves know their metadata. */
async function countSteps(source: Source, question: FunnelQuestion, range: Range): Promise<CountedStep[]> {
  const rules = rulesFor(source, question, range);
  if (!source.segments || isFiltered(question)) return countFunnelByRows(source, question, rules);

  return source.segments.ask("funnel", { ...rules, nameIds: await nameIdsOf(source, question.names) });
}

function rulesFor(
  source: Source,
  { names, order = "any", windowSeconds }: FunnelQuestion,
  range: Range,
): FunnelRules {
  return {
    stepCount: names.length,
    order,
    window: (windowSeconds ?? defaultWindowSeconds) * 1000,
    entries: { from: range.from.epochMilliseconds, to: range.to.epochMilliseconds },
    now: source.now.getTime(),
  };
}
