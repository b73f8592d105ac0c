import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { metadataCondition, nameCondition } from "../../events/index.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import { anyNameCondition } from "./resolved-events.sql.ts";

export async function countBetweenInSql(
  context: QueryContext,
  input: RangeInput,
  names: readonly string[],
  edges: readonly number[],
): Promise<number[][]> {
  const series = names.map(
    (name, index) =>
      sql`(case when ${nameCondition(context.catalog, name, input.kind ?? "event")} then ${index}::int end)`,
  );
  const instants = edges.map((edge) => new Date(edge).toISOString());

  const { rows } = await sql<{ series: number; bucket: number; count: number }>`
    select series, width_bucket(event.occurred_at, ${instants}::timestamptz[]) - 1 as bucket, count(*)::int as count
    from ${tables.events} as event
    cross join lateral unnest(array[${sql.join(series)}]) as series
    where ${anyNameCondition(context.catalog, names, input.kind)}
      and event.occurred_at >= ${instants[0]}::timestamptz
      and event.occurred_at < ${instants.at(-1)}::timestamptz
      and ${metadataCondition(input.filter)}
      and series is not null
    group by 1, 2`.execute(context.em.getKysely());

  const counts = names.map(() => edges.slice(1).map(() => 0));
  for (const { series, bucket, count } of rows) counts[series]?.splice(bucket, 1, count);

  return counts;
}
