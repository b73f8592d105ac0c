import { percentile, print, printJson, printTable } from "@admin-events/load";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClickhouse } from "./clickhouse.ts";
import { openAdminEvents, openSql } from "./engines.ts";
import { openKeptDatabase } from "./kept-database.ts";
import { measureColdMs } from "./measure-cold.ts";
import type { Measured } from "./measure.ts";
import { measureInTurns } from "./measure.ts";
import { dashboard, queries } from "./queries.ts";
import type { BenchQuery, QueryResult } from "./query.ts";

export interface QueryOptions {
  events: number;
  dataDir?: string;
  /** Runs only queries whose name contains this text. */
  only?: string;
  json: boolean;
}

interface Figures {
  name: string;
  /** The first call of a fresh process while no column chunks are saved. */
  firstMs: number;
  /** The first call of a fresh process. */
  coldMs: number;
  /** Median with an empty cache: every call reads the saved column chunks again. */
  emptyMs: number;
  p50Ms: number;
  p99Ms: number;
  /** Our median divided by theirs; below 1, we are faster. Null without ClickHouse. */
  ratioToSql: number;
  ratioToChdb: number | null;
  calls: number;
  sqlMs: number;
  chdbMs: number | null;
}

/** @throws if a result differs from that of plain SQL or ClickHouse. */
export async function benchQuery({ events, dataDir, only = "", json }: QueryOptions): Promise<void> {
  const folder = join(dataDir ?? join(tmpdir(), "admin-events-bench"), String(events));
  print(`The data is kept in ${folder} for the next run.`);

  await using database = await openKeptDatabase(folder, events);
  await using ours = await openAdminEvents(database.url);
  await using withoutCache = await openAdminEvents(database.url, 0);
  await using sql = openSql(database.url);
  await using clickhouse = await openClickhouse(join(folder, "clickhouse"), database.url, events);

  const figures: Figures[] = [];
  for (const query of queries.filter(({ name }) => name.includes(only))) {
    print(`${query.name} …`);
    await sql.execute("delete from admin_events.event_columns");
    const firstMs = await measureColdMs(database.url, query.name);
    const coldMs = await measureColdMs(database.url, query.name);
    const engines = [ours, withoutCache, sql, ...(clickhouse ? [clickhouse] : [])];
    const [cached, uncached, inSql, inClickhouse] = await measureInTurns(engines, query);

    assertEqual(query, "our engine without a cache", cached!.result, uncached!.result);
    assertEqual(query, "SQL", cached!.result, inSql!.result);
    if (inClickhouse) assertEqual(query, "ClickHouse", cached!.result, inClickhouse.result);
    figures.push(
      toFigures(query, { firstMs, coldMs, emptyMs: median(uncached!) }, cached!, inSql!, inClickhouse),
    );
  }

  printTable(figures.map(toRow));
  print(
    "All times in milliseconds. A ratio below 1 means that Admin Events is faster. All results were equal.",
  );

  if (json) {
    const dashboardMs = figures.find(({ name }) => name === dashboard.name)?.p50Ms;
    printJson({ events, queries: figures, dashboardMs });
  }
}

function toFigures(
  { name }: BenchQuery,
  uncached: Pick<Figures, "firstMs" | "coldMs" | "emptyMs">,
  ours: Measured,
  sql: Measured,
  clickhouse: Measured | undefined,
): Figures {
  const p50Ms = median(ours);
  const sqlMs = median(sql);
  const chdbMs = clickhouse ? median(clickhouse) : null;

  return {
    name,
    ...uncached,
    p50Ms,
    p99Ms: percentile(ours.milliseconds, 0.99) ?? Number.NaN,
    ratioToSql: p50Ms / sqlMs,
    ratioToChdb: chdbMs && p50Ms / chdbMs,
    calls: ours.milliseconds.length,
    sqlMs,
    chdbMs,
  };
}

function toRow({
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
}: Figures) {
  return {
    query: name,
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

function assertEqual({ name }: BenchQuery, engine: string, ours: QueryResult, theirs: QueryResult): void {
  const index = Array.from({ length: Math.max(ours.length, theirs.length) }).findIndex(
    (_, position) => String(ours[position]) !== String(theirs[position]),
  );
  if (index === -1) return;

  throw new Error(
    `${name}: our result differs from that of ${engine}. Value ${index} is ${ours[index]}, not ${theirs[index]}.`,
  );
}
