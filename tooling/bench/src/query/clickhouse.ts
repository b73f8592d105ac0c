import { DEFAULT_SCHEMA } from "@admin-events/db";
import { print } from "@admin-events/load";
import { mkdir } from "node:fs/promises";
import type { Contender } from "./engines.ts";
import { loadChdb } from "./load-chdb.ts";
import type { Answer } from "./query.ts";

/**
 * ClickHouse in this process (chDB) with the events of a PostgreSQL, kept in a folder between runs. Null, with a
 * sentence to the reader, where chDB is not installed: it is an optional dependency.
 */
export async function openClickhouse(folder: string, url: string, count: number): Promise<Contender | null> {
  const chdb = await loadChdb();
  if (!chdb) return null;

  await mkdir(folder, { recursive: true });
  const session = new chdb.Session(folder);
  const ask = async (text: string) =>
    (await session.queryAsync(text, { format: "JSONCompactEachRow" }))
      .text()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as (string | number)[]);

  await ask("create database if not exists bench");
  await ask("use bench");
  if (!(await holdsAll(ask, count))) {
    print("Loading the same rows into ClickHouse …");
    await load(ask, url);
  }

  return {
    async answer({ clickhouse, answerColumns }): Promise<Answer> {
      const answers = await Promise.all(clickhouse.map(ask));
      return answers.flat().flatMap((row) => row.slice(0, answerColumns));
    },
    async [Symbol.asyncDispose]() {
      session.close();
      await chdb.drainPending();
    },
  };
}

type Ask = (text: string) => Promise<(string | number)[][]>;

async function holdsAll(ask: Ask, count: number): Promise<boolean> {
  const [exists] = await ask(
    "select count() from system.tables where database = 'bench' and name = 'events'",
  );
  if (Number(exists?.[0]) === 0) return false;
  const [held] = await ask("select count() from events");

  return Number(held?.[0]) === count;
}

/** No user is number 0: a nullable column would be slower. */
async function load(ask: Ask, url: string): Promise<void> {
  const { hostname, port, pathname, username, password } = new URL(url);
  const table = (name: string) =>
    `postgresql('${hostname}:${port}', '${pathname.slice(1)}', '${name}', '${username}', '${decodeURIComponent(password)}', '${DEFAULT_SCHEMA}')`;

  await ask("drop table if exists events");
  await ask("drop table if exists users");
  await ask(`
    create table events (
      id UUID, name LowCardinality(String), user_id UInt32,
      occurred_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'), metadata String
    ) engine = MergeTree order by (name, occurred_at)`);
  await ask(`create table users (id UInt32, external_id String) engine = MergeTree order by external_id`);
  await ask(`insert into users select id, external_id from ${table("users")}`);
  await ask(`
    insert into events
    select event.id, event_name.name, coalesce(event.user_id, 0), event.occurred_at, event.received_at, event.metadata
    from ${table("events")} as event join ${table("event_names")} as event_name on event_name.id = event.name_id`);
  await ask("optimize table events final");
}
