import type { QueryContext } from "@admin-events/core/analytics";

/** A result as a flat list of values, so that results can be compared. */
export type QueryResult = readonly (string | number | null)[];

/** One of the panel's queries, in three forms that have to give the same result. */
export interface BenchQuery {
  name: string;
  /** As the server runs it for the panel. */
  run: (context: QueryContext) => Promise<QueryResult>;
  /** The best straightforward statements on the events table; their rows together are the result. */
  sql: readonly string[];
  /** The same for ClickHouse. */
  clickhouse: readonly string[];
  /** How many leading columns of a row are compared; the others are only read. Default: all. */
  comparedColumns?: number;
}

/** Several queries that run at the same time. */
export function combineQueries(name: string, queries: readonly BenchQuery[]): BenchQuery {
  return {
    name,
    run: async (context) => (await Promise.all(queries.map(({ run }) => run(context)))).flat(),
    sql: queries.flatMap(({ sql }) => sql),
    clickhouse: queries.flatMap(({ clickhouse }) => clickhouse),
  };
}
