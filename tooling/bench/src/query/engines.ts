import type { QueryContext } from "@admin-events/core/analytics";
import { openQueryEngine } from "@admin-events/core/analytics";
import { connect } from "@admin-events/db";
import { print } from "@admin-events/load";
import { Pool } from "pg";
import type { Answer, Question } from "./query.ts";
import { until } from "./ranges.ts";

/** Somebody who answers questions. */
export interface Contender extends AsyncDisposable {
  answer: (question: Question) => Promise<Answer>;
}

/**
 * Our own analytics, over a pool as the server's: it refuses to write and gives a statement ten seconds.
 *
 * @param cacheBytes how much memory it may use for what it read; undefined for as much as the server's.
 */
export async function openOurs(url: string, cacheBytes?: number): Promise<Contender> {
  const orm = await connect({ url, readOnly: true });
  const engine = openQueryEngine({
    url,
    cacheBytes,
    logger: { info: complain, warn: complain, error: complain },
  });
  const context = (): QueryContext => ({
    em: orm.em.fork(),
    catalog: {},
    timeZone: "UTC",
    now: until,
    engine,
  });
  // The first question should not pay for the first connection.
  await orm.em.fork().getConnection().execute("select 1");

  return {
    answer: (question) => question.ask(context()),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await orm.close();
    },
  };
}

/** Plain SQL on the same tables. */
export function openSql(url: string): Contender & { ask: (text: string) => Promise<unknown> } {
  const pool = new Pool({ connectionString: url, max: 10 });

  return {
    ask: (text) => pool.query(text),
    async answer({ sql, answerColumns }) {
      const answers = await Promise.all(
        sql.map((text) => pool.query<(string | number)[]>({ text, rowMode: "array" })),
      );
      return answers.flatMap(({ rows }) => rows).flatMap((row) => row.slice(0, answerColumns));
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

function complain(details: object, sentence: string): void {
  print(`${sentence} ${JSON.stringify(details)}`);
}
