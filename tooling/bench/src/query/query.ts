import type { QueryContext } from "@admin-events/core/analytics";

/** What an answer says, in a form in which answers can be compared. */
export type Answer = readonly (string | number | null)[];

/** A question that the panel asks, put in three ways that must be answered alike. */
export interface Question {
  name: string;
  /** As the panel asks it. */
  ask: (context: QueryContext) => Promise<Answer>;
  /** The best straightforward statements on the events table; together they answer the same, value by value. */
  sql: readonly string[];
  /** The same for ClickHouse. */
  clickhouse: readonly string[];
  /** How many leading columns of the rows make the answer; the others are only read. Default: all. */
  answerColumns?: number;
}

/** Several questions asked at the same moment. */
export function askedAtOnce(name: string, questions: readonly Question[]): Question {
  return {
    name,
    ask: async (context) => (await Promise.all(questions.map(({ ask }) => ask(context)))).flat(),
    sql: questions.flatMap(({ sql }) => sql),
    clickhouse: questions.flatMap(({ clickhouse }) => clickhouse),
  };
}
