import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";
import type { RangeQuestion, Source } from "../query-context.ts";

/** The range a question is about, in its own zone or else the source's. @throws {InvalidInput} */
export function rangeOf(source: Source, { from, to, timeZone = source.timeZone }: RangeQuestion): Range {
  return readRange({ from, to, timeZone });
}
