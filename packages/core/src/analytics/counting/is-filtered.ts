import type { RangeQuestion } from "../query-context.ts";

/** Whether a question asks for metadata, which only the events themselves know: no count and no segment can answer it. */
export function isFiltered({ filter = {} }: Pick<RangeQuestion, "filter">): boolean {
  return Object.keys(filter).length > 0;
}
