import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";

/** The range of an input, in its time zone or else the context's. @throws {ValidationError} */
export function resolveRange(
  context: QueryContext,
  { from, to, timeZone = context.timeZone }: RangeInput,
): Range {
  return readRange({ from, to, timeZone });
}

/** Whether an input filters by metadata, which neither rollups nor column chunks contain. */
export function hasFilter({ filter = {} }: Pick<RangeInput, "filter">): boolean {
  return Object.keys(filter).length > 0;
}
