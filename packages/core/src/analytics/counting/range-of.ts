import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";

/** The range a input is about, in its own zone or else the context's. @throws {ValidationError} */
export function resolveRange(
  context: QueryContext,
  { from, to, timeZone = context.timeZone }: RangeInput,
): Range {
  return readRange({ from, to, timeZone });
}
