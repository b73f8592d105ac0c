import type { Range } from "../../calendar/index.ts";
import { countFunnelInSql } from "./funnel.sql.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import type { FunnelStep } from "./funnel-steps.ts";
import { funnelSteps } from "./funnel-steps.ts";
import type { CountedStep } from "./funnel-tally.ts";
import { findNameIds } from "../counting/name-ids.ts";
import { isFiltered } from "../counting/is-filtered.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import { findTitles } from "../counting/titles.ts";
import { ValidationError } from "../../errors.ts";

export const funnelOrders = ["any", "ordered", "strict"] as const;

export interface FunnelInput extends RangeInput {
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
export async function funnel(context: QueryContext, input: FunnelInput): Promise<{ steps: FunnelStep[] }> {
  const { names, order = "any" } = input;
  if (names.length === 0 || names.length > mostSteps)
    throw new ValidationError(null, `A funnel has 1 to ${mostSteps} steps.`);

  const range = resolveRange(context, input);
  const counted = await countSteps(context, { ...input, order }, range);

  return { steps: funnelSteps(names, await findTitles(context, names), counted) };
}

/** From the packed segments where they can tell; only the events themselves know their metadata. */
async function countSteps(context: QueryContext, input: FunnelInput, range: Range): Promise<CountedStep[]> {
  const rules = rulesFor(context, input, range);
  if (!context.engine || isFiltered(input)) return countFunnelInSql(context, input, rules);

  return context.engine.run("funnel", { ...rules, nameIds: await findNameIds(context, input.names) });
}

function rulesFor(
  context: QueryContext,
  { names, order = "any", windowSeconds }: FunnelInput,
  range: Range,
): FunnelRules {
  return {
    stepCount: names.length,
    order,
    window: (windowSeconds ?? defaultWindowSeconds) * 1000,
    entries: { from: range.from.epochMilliseconds, to: range.to.epochMilliseconds },
    now: context.now.getTime(),
  };
}
