import type { RangeInput } from "../query-context.ts";

/** Whether a input asks for metadata, which only the events themselves know: no count and no segment can answer it. */
export function isFiltered({ filter = {} }: Pick<RangeInput, "filter">): boolean {
  return Object.keys(filter).length > 0;
}
