import type { RawBuilder } from "kysely";
import { filterCondition } from "../../events/index.ts";
import type { RangeQuestion, Source } from "../source.ts";

/** Whether `event` has the metadata a question asks for. */
export function hasMetadata({ catalog }: Source, { filter }: RangeQuestion): RawBuilder<boolean> {
  return filterCondition(catalog, { metadata: filter });
}
