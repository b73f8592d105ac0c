import { funnel, openQueryEngine } from "@admin-events/core/analytics";
import { print } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { loadChdb } from "../query/load-chdb.ts";

/** Somebody did something, so many milliseconds after the start. */
export interface Happening {
  name: string;
  person: number;
  at: number;
}

/** An ordered funnel; `from` and `to` are milliseconds after the start. */
export interface Chain {
  names: string[];
  from: number;
  to: number;
  windowSeconds: number;
  strict?: boolean;
}

/** The same events in PostgreSQL and in ClickHouse. */
export interface BothWays extends AsyncDisposable {
  /** Puts these in place of all events. */
  store(happenings: readonly Happening[]): Promise<void>;
  ours(chain: Chain): Promise<number[]>;
  theirs(chain: Chain): Promise<number[]>;
}

const start = Date.UTC(2026, 2, 1);

/** Null where ClickHouse is not installed. */
export async function openBothWays(): Promise<BothWays | null> {
  const chdb = await loadChdb();
  if (!chdb) return null;

  const database = await createBenchDatabase();
  const session = new chdb.Session();
  const engine = openQueryEngine({ url: database.url, logger: { info: warn, warn, error: warn } });
  const tell = (text: string) => session.queryAsync(text, { format: "JSONCompactEachRow" });
  await tell("create database bench engine = Atomic");
  await tell("create table bench.events (name String, person UInt32, at UInt64) engine = Memory");

  return {
    async store(happenings) {
      const rows = happenings.map(({ name, person, at }) => `('${name}', ${person}, ${at})`).join(", ");
      await database.query("truncate admin_events.events cascade");
      await database.query(
        `insert into admin_events.event_names (name) select distinct name from (values ${rows}) as row(name, person, at) on conflict do nothing`,
      );
      await database.query(
        `insert into admin_events.users (external_id) select distinct 'u_' || person from (values ${rows}) as row(name, person, at) on conflict do nothing`,
      );
      await database.query(
        `insert into admin_events.events (id, occurred_at, name_id, user_id)
         select gen_random_uuid(), to_timestamp((${start} + at) / 1000.0), event_names.id, users.id
         from (values ${rows}) as row(name, person, at)
         join admin_events.event_names using (name) join admin_events.users on external_id = 'u_' || person`,
      );
      await tell("truncate table bench.events");
      await tell(`insert into bench.events values ${rows}`);
    },
    async ours({ names, from, to, windowSeconds, strict }) {
      const { steps } = await funnel(
        { em: database.orm.em.fork(), catalog: {}, timeZone: "UTC", now: new Date(), engine },
        {
          names,
          order: strict ? "strict" : "ordered",
          windowSeconds,
          from: new Date(start + from).toISOString(),
          to: new Date(start + to).toISOString(),
        },
      );
      return steps.map(({ count }) => count);
    },
    async theirs({ names, from, to, windowSeconds, strict }) {
      const window = windowSeconds * 1000;
      const conditions = names.map((name, step) =>
        step === 0 ? `name = '${name}' and at < ${to}` : `name = '${name}'`,
      );
      const reached = names.map((_, step) => `countIf(level >= ${step + 1})`);
      const answer = await tell(
        `select ${reached.join(", ")}
         from (
           select windowFunnel(${window}${strict ? ", 'strict_order'" : ""})(at, ${conditions.join(", ")}) as level
           from bench.events where at >= ${from} and at <= ${to + window} group by person
         )`,
      );
      return (JSON.parse(answer.text() || "[]") as (string | number)[]).map(Number);
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      session.close();
      await chdb.drainPending();
      await database[Symbol.asyncDispose]();
    },
  };
}

function warn(details: object, sentence: string): void {
  print(`${sentence} ${JSON.stringify(details)}`);
}
