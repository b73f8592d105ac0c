import type { Source } from "@admin-events/core/analytics";
import { connect } from "@admin-events/db";
import { Pool } from "pg";
import type { Answer, Question } from "./question.ts";
import { until } from "./ranges.ts";

/** Somebody who answers questions. */
export interface Contender extends AsyncDisposable {
  answer: (question: Question) => Promise<Answer>;
}

/** Our own analytics, over a pool as the server's: it refuses to write and gives a statement ten seconds. */
export async function openOurs(url: string): Promise<Contender> {
  const orm = await connect({ url, readOnly: true });
  const source = (): Source => ({ em: orm.em.fork(), catalog: {}, timeZone: "UTC", now: until });
  // The first question should not pay for the first connection.
  await orm.em.fork().getConnection().execute("select 1");

  return {
    answer: (question) => question.ask(source()),
    [Symbol.asyncDispose]: () => orm.close(),
  };
}

/** Plain SQL on the same tables. */
export function openSql(url: string): Contender {
  const pool = new Pool({ connectionString: url, max: 10 });

  return {
    async answer({ sql, answerColumns }) {
      const answers = await Promise.all(
        sql.map((text) => pool.query<(string | number)[]>({ text, rowMode: "array" })),
      );
      return answers.flatMap(({ rows }) => rows).flatMap((row) => row.slice(0, answerColumns));
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
