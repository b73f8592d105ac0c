import { countFunnel, openQueryEngine } from "@admin-events/core/analytics";
import { print } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { loadChdb } from "../query/load-chdb.ts";

export interface FunnelEvent {
  name: string;
  person: number;
  /** Milliseconds after the start. */
  at: number;
}

/** An ordered funnel; `from` and `to` are milliseconds after the start. */
export interface FunnelCase {
  names: string[];
  from: number;
  to: number;
  windowSeconds: number;
  strict?: boolean;
}

/** The same events in PostgreSQL and in ClickHouse. */
export interface BothEngines extends AsyncDisposable {
  /** Replaces all events. */
  store(events: readonly FunnelEvent[]): Promise<void>;
  countOurs(funnelCase: FunnelCase): Promise<number[]>;
  countTheirs(funnelCase: FunnelCase): Promise<number[]>;
}

const START = Date.UTC(2026, 2, 1);

/** @returns null if ClickHouse cannot be installed. */
export async function openBothEngines(): Promise<BothEngines | null> {
  const chdb = await loadChdb();
  if (!chdb) return null;

  const database = await createBenchDatabase();
  const session = new chdb.Session();
  const engine = openQueryEngine({
    url: database.url,
    logger: { info: printProblem, warn: printProblem, error: printProblem },
  });
  const execute = (text: string) => session.queryAsync(text, { format: "JSONCompactEachRow" });
  await execute("create database bench engine = Atomic");
  await execute("create table bench.events (name String, person UInt32, at UInt64) engine = Memory");

  return {
    async store(events) {
      const rows = events.map(({ name, person, at }) => `('${name}', ${person}, ${at})`).join(", ");
      await database.query("truncate admin_events.events cascade");
      await database.query(
        `insert into admin_events.event_names (name) select distinct name from (values ${rows}) as row(name, person, at) on conflict do nothing`,
      );
      await database.query(
        `insert into admin_events.users (external_id) select distinct 'u_' || person from (values ${rows}) as row(name, person, at) on conflict do nothing`,
      );
      await database.query(
        `insert into admin_events.events (id, occurred_at, name_id, user_id)
         select gen_random_uuid(), to_timestamp((${START} + at) / 1000.0), event_names.id, users.id
         from (values ${rows}) as row(name, person, at)
         join admin_events.event_names using (name) join admin_events.users on external_id = 'u_' || person`,
      );
      await execute("truncate table bench.events");
      await execute(`insert into bench.events values ${rows}`);
    },
    async countOurs({ names, from, to, windowSeconds, strict }) {
      const { steps } = await countFunnel(
        { em: database.orm.em.fork(), catalog: {}, timeZone: "UTC", now: new Date(), engine },
        {
          names,
          order: strict ? "strict" : "ordered",
          windowSeconds,
          from: new Date(START + from).toISOString(),
          to: new Date(START + to).toISOString(),
        },
      );
      return steps.map(({ count }) => count);
    },
    async countTheirs({ names, from, to, windowSeconds, strict }) {
      const window = windowSeconds * 1000;
      const conditions = names.map((name, step) =>
        step === 0 ? `name = '${name}' and at < ${to}` : `name = '${name}'`,
      );
      const reached = names.map((_, step) => `countIf(level >= ${step + 1})`);
      const result = await execute(
        `select ${reached.join(", ")}
         from (
           select windowFunnel(${window}${strict ? ", 'strict_order'" : ""})(at, ${conditions.join(", ")}) as level
           from bench.events where at >= ${from} and at <= ${to + window} group by person
         )`,
      );
      return (JSON.parse(result.text() || "[]") as (string | number)[]).map(Number);
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      session.close();
      await chdb.drainPending();
      await database[Symbol.asyncDispose]();
    },
  };
}

function printProblem(details: object, message: string): void {
  print(`${message} ${JSON.stringify(details)}`);
}
