import { DEFAULT_SCHEMA } from "@admin-events/db";
import { print } from "@admin-events/load";
import { mkdir } from "node:fs/promises";
import type { Engine } from "./engines.ts";
import { loadChdb } from "./load-chdb.ts";

/**
 * ClickHouse in this process (chDB) with the events of a PostgreSQL, kept in a folder between runs.
 *
 * @returns null, after printing the reason, if chDB cannot be installed.
 */
export async function openClickhouse(folder: string, url: string, count: number): Promise<Engine | null> {
  const chdb = await loadChdb();
  if (!chdb) return null;

  await mkdir(folder, { recursive: true });
  const session = new chdb.Session(folder);
  const execute = async (text: string) =>
    (await session.queryAsync(text, { format: "JSONCompactEachRow" }))
      .text()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as (string | number)[]);

  await execute("create database if not exists bench");
  await execute("use bench");
  if (!(await hasAllEvents(execute, count))) {
    print("Loading the same rows into ClickHouse …");
    await load(execute, url);
  }

  return {
    async run({ clickhouse, comparedColumns }) {
      const results = await Promise.all(clickhouse.map(execute));
      return results.flat().flatMap((row) => row.slice(0, comparedColumns));
    },
    async [Symbol.asyncDispose]() {
      session.close();
      await chdb.drainPending();
    },
  };
}

type Execute = (text: string) => Promise<(string | number)[][]>;

async function hasAllEvents(execute: Execute, count: number): Promise<boolean> {
  const [table] = await execute(
    "select count() from system.tables where database = 'bench' and name = 'events'",
  );
  if (Number(table?.[0]) === 0) return false;
  const [events] = await execute("select count() from events");

  return Number(events?.[0]) === count;
}

/** Copies the tables. Events without a user get user id 0, because a nullable column would be slower. */
async function load(execute: Execute, url: string): Promise<void> {
  const { hostname, port, pathname, username, password } = new URL(url);
  const table = (name: string) =>
    `postgresql('${hostname}:${port}', '${pathname.slice(1)}', '${name}', '${username}', '${decodeURIComponent(password)}', '${DEFAULT_SCHEMA}')`;

  await execute("drop table if exists events");
  await execute("drop table if exists users");
  await execute(`
    create table events (
      id UUID, name LowCardinality(String), user_id UInt32,
      occurred_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'), metadata String
    ) engine = MergeTree order by (name, occurred_at)`);
  await execute(`create table users (id UInt32, external_id String) engine = MergeTree order by external_id`);
  await execute(`insert into users select id, external_id from ${table("users")}`);
  await execute(`
    insert into events
    select event.id, event_name.name, coalesce(event.user_id, 0), event.occurred_at, event.received_at, event.metadata
    from ${table("events")} as event join ${table("event_names")} as event_name on event_name.id = event.name_id`);
  await execute("optimize table events final");
}
