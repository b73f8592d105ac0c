import { sql } from "kysely";
import type { Bucket } from "../calendar/index.ts";
import { isoInstant } from "../calendar/index.ts";
import { nameCondition } from "../events/index.ts";
import type { RangeQuestion, Source } from "./source.ts";
import { hasMetadata } from "./sql.ts";

/** Counts of each name or pattern in each bucket, zeros included, by one grouped query. */
export async function countsByBucket(
  source: Source,
  question: RangeQuestion,
  names: readonly string[],
  buckets: readonly Bucket[],
): Promise<number[][]> {
  const last = buckets.at(-1);
  if (!last || names.length === 0) return names.map(() => []);

  const edges = [...buckets.map(({ from }) => isoInstant(from)), isoInstant(last.to)];
  const series = names.map(
    (name, index) => sql`(case when ${nameCondition(source.catalog, name)} then ${index}::int end)`,
  );

  const { rows } = await sql<{ series: number; bucket: number; count: number }>`
    select series, width_bucket(event.occurred_at, ${edges}::timestamptz[]) - 1 as bucket, count(*)::int as count
    from events as event
    cross join lateral unnest(array[${sql.join(series)}]) as series
    where (${sql.join(
      names.map((name) => nameCondition(source.catalog, name)),
      sql` or `,
    )})
      and event.occurred_at >= ${edges[0]}::timestamptz
      and event.occurred_at < ${edges.at(-1)}::timestamptz
      and ${hasMetadata(source, question)}
      and series is not null
    group by 1, 2`.execute(source.em.getKysely());

  const counts = names.map(() => buckets.map(() => 0));
  for (const { series, bucket, count } of rows) counts[series]?.splice(bucket, 1, count);

  return counts;
}
