import type { Range } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";
import { findNameIds, findTitles } from "../counts/names.ts";
import { hasFilter, resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { funnelOrders } from "./funnel-rules.ts";
import type { FunnelStep } from "./funnel-steps.ts";
import { toFunnelSteps } from "./funnel-steps.ts";
import type { StepCounts } from "./funnel-tally.ts";
import { countFunnelInSql } from "./funnel.sql.ts";

export { funnelOrders };

export interface FunnelInput extends RangeInput {
  /** Names or patterns, first step first; 1 to 20. */
  names: string[];
  /**
   * `any` (the default): users who did this step and all earlier ones within the range, in any order. `ordered`: one after
   * the other, within the window from the first. `strict`: also no other step in between.
   */
  order?: (typeof funnelOrders)[number];
  /** Default 14 days. Has no effect in any order. */
  windowSeconds?: number;
}

export interface Funnel {
  steps: FunnelStep[];
}

export const DEFAULT_WINDOW_SECONDS = 14 * 24 * 3600;
const MAX_STEPS = 20;

/** Events without a user do not count. @throws {ValidationError} unless there are 1 to 20 steps. */
export async function countFunnel(context: QueryContext, input: FunnelInput): Promise<Funnel> {
  const { names } = input;
  if (names.length === 0 || names.length > MAX_STEPS)
    throw new ValidationError(null, `A funnel has 1 to ${MAX_STEPS} steps.`);

  const rules = toRules(context, input, resolveRange(context, input));
  const counts = await countSteps(context, input, rules);

  return { steps: toFunnelSteps(names, await findTitles(context, names), counts) };
}

async function countSteps(
  context: QueryContext,
  input: FunnelInput,
  rules: FunnelRules,
): Promise<StepCounts[]> {
  if (!context.engine || hasFilter(input)) return countFunnelInSql(context, input, rules);

  return context.engine.run("funnel", {
    ...rules,
    nameIds: await findNameIds(context, input.names, input.kind),
  });
}

function toRules(
  context: QueryContext,
  { names, order = "any", windowSeconds = DEFAULT_WINDOW_SECONDS }: FunnelInput,
  range: Range,
): FunnelRules {
  return {
    stepCount: names.length,
    order,
    windowMs: windowSeconds * 1000,
    entries: { from: range.from.epochMilliseconds, to: range.to.epochMilliseconds },
    now: context.now.getTime(),
  };
}
