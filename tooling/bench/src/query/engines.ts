import type { QueryContext } from "@admin-events/core/analytics";
import { openQueryEngine } from "@admin-events/core/analytics";
import { connect } from "@admin-events/db";
import { print } from "@admin-events/load";
import { Pool } from "pg";
import type { BenchQuery, QueryResult } from "./query.ts";
import { dataEnd } from "./ranges.ts";

/** One of the compared ways to run a query. */
export interface Engine extends AsyncDisposable {
  run: (query: BenchQuery) => Promise<QueryResult>;
}

/**
 * The product's analytics, with a read-only pool and a statement timeout of ten seconds, as the server uses it.
 *
 * @param cacheBytes memory for column chunks. Default: as much as the server's.
 */
export async function openAdminEvents(url: string, cacheBytes?: number): Promise<Engine> {
  const orm = await connect({ url, readOnly: true });
  const engine = openQueryEngine({
    url,
    cacheBytes,
    logger: { info: printProblem, warn: printProblem, error: printProblem },
  });
  const createContext = (): QueryContext => ({
    em: orm.em.fork(),
    catalog: {},
    timeZone: "UTC",
    now: dataEnd,
    engine,
  });
  // The first query should not pay for the first connection.
  await orm.em.fork().getConnection().execute("select 1");

  return {
    run: (query) => query.run(createContext()),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await orm.close();
    },
  };
}

/** Plain SQL on the same tables. */
export function openSql(url: string): Engine & { execute: (text: string) => Promise<unknown> } {
  const pool = new Pool({ connectionString: url, max: 10 });

  return {
    execute: (text) => pool.query(text),
    async run({ sql, comparedColumns }) {
      const results = await Promise.all(
        sql.map((text) => pool.query<(string | number)[]>({ text, rowMode: "array" })),
      );
      return results.flatMap(({ rows }) => rows).flatMap((row) => row.slice(0, comparedColumns));
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

function printProblem(details: object, message: string): void {
  print(`${message} ${JSON.stringify(details)}`);
}
