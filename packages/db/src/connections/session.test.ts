import type { ClientBase } from "pg";
import { Client, Pool } from "pg";
import { expect, test } from "vitest";
import { createProxy } from "../testing/create-proxy.ts";
import { createTestDatabase } from "../testing/index.ts";
import { openClient, toPoolConfig } from "./open-client.ts";
import { DatabaseSilentError, prepareSession } from "./session.ts";

const applicationName = "test";

/** A pooler answers with a process id of its own. */
async function openPooledClient(url: string, options: Parameters<typeof prepareSession>[1]) {
  const client = new Client({ connectionString: url });
  await client.connect();
  Object.assign(client, { processID: -1 });
  await prepareSession(client, options);

  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

async function show(client: ClientBase, name: string): Promise<unknown> {
  const { rows } = await client.query<Record<string, string>>(`show ${name}`);

  return rows[0]?.[name];
}

/** Sends a statement as another client of the pooler would: in the same session, without what this client adds. */
function sendPast(client: Client, text: string) {
  const { query } = Client.prototype as unknown as { query: (text: string) => Promise<{ rows: unknown[] }> };

  return query.call(client, text);
}

test("a connection that falls silent is closed, and the pool's next statement gets another one", async () => {
  await using db = await createTestDatabase();
  await using proxy = await createProxy(db.url);
  const pool = new Pool({ ...toPoolConfig(proxy.url, { applicationName, silenceTimeoutMs: 500 }), max: 1 });
  pool.on("error", () => undefined);
  await pool.query("select 1");

  proxy.fallSilent({ onlyOpen: true });
  const started = performance.now();
  await expect(pool.query("select 2")).rejects.toThrow(DatabaseSilentError);

  expect(performance.now() - started).toBeLessThan(3_000);
  expect((await pool.query("select 3 as n")).rows).toEqual([{ n: 3 }]);
  await pool.end();
});

test("a connection that is silent because nothing is asked of it stays open", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName, silenceTimeoutMs: 100 });
  const pid = (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;

  await new Promise((resolve) => setTimeout(resolve, 300));

  expect((await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid).toBe(pid);
});

test("connecting to a server that accepts connections and says nothing fails in time", async () => {
  await using db = await createTestDatabase();
  await using proxy = await createProxy(db.url);
  proxy.fallSilent();

  await expect(openClient(proxy.url, { applicationName, connectTimeoutMs: 300 })).rejects.toThrow("timeout");
});

test("limits hold for the session, and a lower limit of the address or the role stays", async () => {
  await using db = await createTestDatabase();
  const limits = { applicationName, readOnly: true, statementTimeoutMs: 10_000, lockTimeoutMs: 1_000 };
  await using client = await openClient(`${db.url}?options=-c%20statement_timeout%3D3s`, limits);

  expect(await show(client, "statement_timeout")).toBe("3s");
  expect(await show(client, "lock_timeout")).toBe("1s");
  await expect(client.query("create table mine ()")).rejects.toMatchObject({ code: "25006" });
});

test("behind a pooler the limits hold for each transaction, and none stays in the pooler's session", async () => {
  await using db = await createTestDatabase();
  await using client = await openPooledClient(db.url, { readOnly: true, statementTimeoutMs: 200 });

  await expect(client.query("create table mine ()")).rejects.toMatchObject({ code: "25006" });
  await expect(client.query("select pg_sleep($1)", [2])).rejects.toMatchObject({ code: "57014" });
  await client.query("begin isolation level repeatable read");
  expect(await show(client, "statement_timeout")).toBe("200ms");
  expect(await show(client, "transaction_isolation")).toBe("repeatable read");
  expect(await show(client, "transaction_read_only")).toBe("on");
  await client.query("commit");
  expect((await client.query("select $1::int as n", [7])).rows).toEqual([{ n: 7 }]);

  expect((await sendPast(client, "show statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
  expect((await sendPast(client, "show transaction_read_only")).rows).toEqual([
    { transaction_read_only: "off" },
  ]);
});

test("behind a pooler a text with several statements keeps their results, and its limits", async () => {
  await using db = await createTestDatabase();
  await using client = await openPooledClient(db.url, { statementTimeoutMs: 200 });

  const results = (await client.query(
    "BEGIN; select 1 as n; show statement_timeout; COMMIT;",
  )) as unknown as {
    command: string;
    rows: unknown[];
  }[];

  expect(results.map(({ command }) => command)).toEqual(["BEGIN", "SELECT", "SHOW", "COMMIT"]);
  expect(results.flatMap(({ rows }) => rows)).toEqual([{ n: 1 }, { statement_timeout: "200ms" }]);
});

test("behind a pooler a statement that fails leaves no transaction open", async () => {
  await using db = await createTestDatabase();
  await using client = await openPooledClient(db.url, { lockTimeoutMs: 500 });

  await expect(client.query("select 1 / 0")).rejects.toMatchObject({ code: "22012" });

  expect((await client.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
  expect((client as unknown as { getTransactionStatus: () => string }).getTransactionStatus()).toBe("I");
});

test("a server that has become read-only fails the statement, and the pool connects again", async () => {
  await using db = await createTestDatabase();
  const pool = new Pool({ ...toPoolConfig(db.url, { applicationName }), max: 1 });
  pool.on("error", () => undefined);
  const getPid = async () =>
    (await pool.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
  const before = await getPid();
  await pool.query("set default_transaction_read_only = on");

  await expect(pool.query("create table mine ()")).rejects.toMatchObject({ code: "25006" });

  expect(await getPid()).not.toBe(before);
  await pool.query("create table mine ()");
  await pool.end();
});
