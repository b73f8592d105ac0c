import { percentile, print, printJson, printTable } from "@admin-events/load";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClickhouse } from "./clickhouse.ts";
import { coldMilliseconds } from "./measure-cold.ts";
import { openOurs, openSql } from "./engines.ts";
import { openKeptDatabase } from "./kept-database.ts";
import type { Measured } from "./measure.ts";
import { measureInTurns } from "./measure.ts";
import type { Answer, Question } from "./query.ts";
import { dashboard, questions } from "./queries.ts";

export interface QueryOptions {
  events: number;
  dataDir?: string;
  /** Asks only the questions whose name holds this. */
  only?: string;
  json: boolean;
}

interface Result {
  name: string;
  /** The first call of a fresh process before anything was packed for people's questions. */
  firstMs: number;
  /** The first call of a fresh process. */
  coldMs: number;
  /** In a process that was asked before and remembers nothing of what it read. */
  emptyMs: number;
  p50Ms: number;
  p99Ms: number;
  /** Our median by theirs; below 1 we are faster. Null without ClickHouse. */
  ratioToSql: number;
  ratioToChdb: number | null;
  calls: number;
  sqlMs: number;
  chdbMs: number | null;
}

/** @throws when an answer differs from the one that plain SQL or ClickHouse gives. */
export async function benchQuery({ events, dataDir, only = "", json }: QueryOptions): Promise<void> {
  const home = join(dataDir ?? join(tmpdir(), "admin-events-bench"), String(events));
  print(`The data is in ${home} and stays there for the next run.`);

  await using database = await openKeptDatabase(home, events);
  await using ours = await openOurs(database.url);
  await using forgetful = await openOurs(database.url, 0);
  await using sql = openSql(database.url);
  await using clickhouse = await openClickhouse(join(home, "clickhouse"), database.url, events);

  const results: Result[] = [];
  for (const question of questions.filter(({ name }) => name.includes(only))) {
    print(`${question.name} …`);
    await sql.ask("delete from admin_events.event_columns");
    const firstMs = await coldMilliseconds(database.url, question.name);
    const coldMs = await coldMilliseconds(database.url, question.name);
    const contenders = [ours, forgetful, sql, ...(clickhouse ? [clickhouse] : [])];
    const [mine, again, plain, theirs] = await measureInTurns(contenders, question);

    assertEqual(question, "INTERNAL_SENDER without a cache", mine!.answer, again!.answer);
    assertEqual(question, "SQL", mine!.answer, plain!.answer);
    if (theirs) assertEqual(question, "ClickHouse", mine!.answer, theirs.answer);
    results.push(resultOf(question, { firstMs, coldMs, emptyMs: median(again!) }, mine!, plain!, theirs));
  }

  printTable(results.map(row));
  print("Milliseconds. A ratio below 1 means that we need less time. All answers were equal.");

  if (json) {
    const dashboardMs = results.find(({ name }) => name === dashboard.name)?.p50Ms;
    printJson({ events, queries: results, dashboardMs });
  }
}

function resultOf(
  { name }: Question,
  unprepared: Pick<Result, "firstMs" | "coldMs" | "emptyMs">,
  ours: Measured,
  sql: Measured,
  clickhouse: Measured | undefined,
): Result {
  const p50Ms = median(ours);
  const sqlMs = median(sql);
  const chdbMs = clickhouse ? median(clickhouse) : null;

  return {
    name,
    ...unprepared,
    p50Ms,
    p99Ms: percentile(ours.milliseconds, 0.99) ?? Number.NaN,
    ratioToSql: p50Ms / sqlMs,
    ratioToChdb: chdbMs && p50Ms / chdbMs,
    calls: ours.milliseconds.length,
    sqlMs,
    chdbMs,
  };
}

function row({
  name,
  firstMs,
  coldMs,
  emptyMs,
  p50Ms,
  p99Ms,
  ratioToSql,
  ratioToChdb,
  calls,
  sqlMs,
  chdbMs,
}: Result) {
  return {
    question: name,
    first: firstMs.toFixed(1),
    cold: coldMs.toFixed(1),
    empty: emptyMs.toFixed(1),
    p50: p50Ms.toFixed(1),
    p99: p99Ms.toFixed(1),
    calls,
    SQL: sqlMs.toFixed(1),
    chDB: chdbMs?.toFixed(1) ?? "–",
    "ratio to SQL": ratioToSql.toFixed(2),
    "ratio to chDB": ratioToChdb?.toFixed(2) ?? "–",
  };
}

function median({ milliseconds }: Measured): number {
  return percentile(milliseconds, 0.5) ?? Number.NaN;
}

function assertEqual({ name }: Question, whose: string, ours: Answer, theirs: Answer): void {
  const place = Array.from({ length: Math.max(ours.length, theirs.length) }).findIndex(
    (_, index) => String(ours[index]) !== String(theirs[index]),
  );
  if (place === -1) return;

  throw new Error(
    `${name}: our answer differs from that of ${whose}; value ${place} is ${ours[place]} and not ${theirs[place]}.`,
  );
}
