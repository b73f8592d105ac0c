import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Range } from "../calendar/index.ts";
import { isoInstant } from "../calendar/index.ts";
import { filterCondition } from "../events/index.ts";
import type { RangeQuestion, Source } from "./source.ts";

/** Whether `event` happened within a range. */
export function happenedIn({ from, to }: Range): RawBuilder<boolean> {
  return sql`event.occurred_at >= ${isoInstant(from)}::timestamptz and event.occurred_at < ${isoInstant(to)}::timestamptz`;
}

/** Whether `event` has the metadata a question asks for. */
export function hasMetadata({ catalog }: Source, { filter }: RangeQuestion): RawBuilder<boolean> {
  return filterCondition(catalog, { metadata: filter });
}
