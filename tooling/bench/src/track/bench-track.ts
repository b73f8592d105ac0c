import { startEvents } from "@admin-events/core/events";
import { openClient } from "@admin-events/db/connections";
import { print, printJson } from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";
import { createBenchDatabase } from "../bench-database.ts";

interface BenchTrackOptions {
  calls: number;
  json: boolean;
}

interface Case {
  name: string;
  bare: number;
  track: number;
}

const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CALLS_PER_TRANSACTION = 100;
/** The best of these counts, because other programs slow down the others. */
const TURNS = 5;
const OPTIONS =
  '{"userId": "u_1", "metadata": {"orderId": "o_1", "total": 26.1, "currency": "EUR", "items": 2}}';
const TRACK = `select admin_events.track('order.placed', '${OPTIONS}')`;
/** What an application writes without an event system. */
const INSERT = `insert into bare (name, options) values ('order.placed', '${OPTIONS}')`;
const CREATE_TABLE =
  "create table bare (id uuid primary key default gen_random_uuid(), name text, options jsonb)";

/** Both sides of a case take turns on one connection, so that only the ratio counts. */
export async function benchTrack({ calls, json }: BenchTrackOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await using client = await openClient(database.url, { applicationName: "bench" });
  await client.query(CREATE_TABLE);
  const run = (statement: string) => async () => void (await client.query(statement));
  const inTransactions = (statement: string) => async () => {
    await client.query("begin");
    for (let call = 0; call < CALLS_PER_TRANSACTION; call++) await client.query(statement);
    await client.query("commit");
  };
  const inLoop = (statement: string, count: number) =>
    run(
      `do $$ begin for number in 1..${count} loop ${statement.replace(/^select/, "perform")}; end loop; end $$`,
    );

  const cases: Case[] = [];
  const compare = async (name: string, size: number, toWork: (statement: string) => () => Promise<void>) => {
    const rounds = Math.max(1, Math.round(calls / size / TURNS));
    const best: Case = { name, bare: 0, track: 0 };
    for (let turn = 0; turn < TURNS; turn++) {
      best.bare = Math.max(best.bare, await callsPerSecond(rounds, size, toWork(INSERT)));
      best.track = Math.max(best.track, await callsPerSecond(rounds, size, toWork(TRACK)));
    }
    cases.push(best);
  };
  await compare("own transaction", 1, run);
  await compare(`${CALLS_PER_TRANSACTION} in a transaction`, CALLS_PER_TRANSACTION, inTransactions);
  await compare("loop in SQL", calls / TURNS, (statement) => inLoop(statement, calls / TURNS));
  const stored = await measureStoring(database);

  for (const { name, bare, track } of cases) {
    print(
      `${name}: bare insert ${format(bare)}/s, track() ${format(track)}/s, ${(bare / track).toFixed(2)} × the time`,
    );
  }
  print(`stored from the inbox: ${format(stored)}/s`);
  if (json) printJson({ cases, storedPerSecond: stored });
}

async function callsPerSecond(rounds: number, size: number, work: () => Promise<void>): Promise<number> {
  await work();
  const start = performance.now();
  for (let round = 0; round < rounds; round++) await work();

  return (rounds * size * 1_000) / (performance.now() - start);
}

/** How fast one process stores what the cases have tracked. */
async function measureStoring({ url, orm, query }: BenchDatabase): Promise<number> {
  const [before] = await query<{ count: number }>("select count(*)::int as count from admin_events.inbox");
  const start = performance.now();
  await using runtime = await startEvents({ orm, url, catalog: {}, logger: silentLogger });
  for (let left = before?.count ?? 0; left > 0;) {
    await runtime.inbox.drain();
    const [row] = await query<{ count: number }>("select count(*)::int as count from admin_events.inbox");
    left = row?.count ?? 0;
  }

  return ((before?.count ?? 0) * 1_000) / (performance.now() - start);
}

function format(count: number): string {
  return Math.round(count).toLocaleString("en");
}
