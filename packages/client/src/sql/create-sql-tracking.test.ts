import { connect, migrate } from "@admin-events/db";
import { openClient } from "@admin-events/db/connections";
import { createTestDatabase } from "@admin-events/db/testing";
import { drizzle } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import { sql as drizzleSql } from "drizzle-orm";
import { Kysely, PostgresDialect, sql as kyselySql } from "kysely";
import { Client, Pool } from "pg";
import postgres from "postgres";
import { expect, test } from "vitest";
import type { SqlTransaction } from "./index.ts";
import { createSqlTracking } from "./index.ts";

type Use = (transaction: SqlTransaction) => Promise<void>;

/** How an application uses a data layer. */
interface DataLayer extends AsyncDisposable {
  /** Commits unless `use` throws. */
  transact: (use: Use) => Promise<void>;
  /** Within a transaction: keeps it if `use` throws. */
  attempt: (transaction: SqlTransaction, use: Use) => Promise<void>;
  /** A client that is in no transaction. */
  outside: unknown;
}

/** The database is dropped while the last connections are still being closed. */
function openPool(url: string): Pool {
  return new Pool({ connectionString: url }).on("error", () => undefined);
}

const ignore = (error: unknown) => {
  if (!(error as Error).message.startsWith("undo")) throw error;
};

const dataLayers: Record<string, (url: string) => Promise<DataLayer>> = {
  async pg(url) {
    const client = new Client(url);
    const pool = openPool(url);
    await client.connect();
    const run = async (begin: string, undo: string, end: string, use: Use) => {
      await client.query(begin);
      try {
        await use(client);
      } catch (error) {
        await client.query(undo);
        throw error;
      }
      await client.query(end);
    };

    return {
      transact: (use) => run("begin", "rollback", "commit", use),
      attempt: (_, use) => run("savepoint undo", "rollback to undo", "release undo", use).catch(ignore),
      outside: pool,
      async [Symbol.asyncDispose]() {
        await client.end();
        await pool.end();
      },
    };
  },

  Kysely(url) {
    const db = new Kysely<object>({
      dialect: new PostgresDialect({ pool: openPool(url) }),
    });

    return Promise.resolve({
      transact: (use) => db.transaction().execute((tx) => use(tx)),
      async attempt(transaction, use) {
        const tx = transaction as Kysely<object>;
        await kyselySql`savepoint undo`.execute(tx);
        await use(tx).catch(async (error: unknown) => {
          await kyselySql`rollback to undo`.execute(tx);
          ignore(error);
        });
      },
      outside: db,
      [Symbol.asyncDispose]: () => db.destroy(),
    });
  },

  "Drizzle on pg"(url) {
    const pool = openPool(url);
    const db = drizzle(pool);

    return Promise.resolve({
      transact: (use) => db.transaction((tx) => use(tx)),
      attempt: (transaction, use) =>
        (transaction as Parameters<Parameters<typeof db.transaction>[0]>[0])
          .transaction((tx) => use(tx))
          .catch(ignore),
      outside: db,
      [Symbol.asyncDispose]: () => pool.end(),
    });
  },

  "Drizzle on postgres.js"(url) {
    const client = postgres(url, { max: 2 });
    const db = drizzlePostgresJs(client);

    return Promise.resolve({
      transact: (use) => db.transaction((tx) => use(tx)),
      attempt: (transaction, use) =>
        (transaction as Parameters<Parameters<typeof db.transaction>[0]>[0])
          .transaction((tx) => use(tx))
          .catch(ignore),
      outside: db,
      [Symbol.asyncDispose]: () => client.end(),
    });
  },

  async MikroORM(url) {
    const orm = await connect({ url });

    return {
      transact: (use) => orm.em.fork().transactional((em) => use(em)),
      attempt: (transaction, use) =>
        (transaction as typeof orm.em)
          .transactional((em) => use(em as unknown as SqlTransaction))
          .catch(ignore),
      outside: orm.em.fork(),
      [Symbol.asyncDispose]: () => orm.close(),
    };
  },

  "postgres.js"(url) {
    const sql = postgres(url, { max: 2 });

    return Promise.resolve({
      transact: async (use) => void (await sql.begin((tx) => use(tx))),
      attempt: async (transaction, use) =>
        void (await (transaction as postgres.TransactionSql).savepoint((tx) => use(tx)).catch(ignore)),
      outside: sql,
      [Symbol.asyncDispose]: () => sql.end(),
    });
  },
};

async function listInbox(url: string) {
  await using client = await openClient(url, { applicationName: "test" });
  const { rows } = await client.query("select name, options from admin_events.inbox order by sequence");

  return rows as unknown[];
}

const { track, logActivity } = createSqlTracking();

test.each(Object.keys(dataLayers))(
  "%s: an event commits and rolls back with the transaction and its savepoints",
  async (name) => {
    await using db = await createTestDatabase();
    await using layer = (await dataLayers[name]?.(db.url)) as DataLayer;
    const metadata = {
      total: 26.1,
      note: `O'Hara $1 ? $admin_events$ \\ "${"é🎉"}`,
      list: [1, null],
      at: new Date(0),
    };

    await layer.transact(async (tx) => {
      const id = await track(tx, "order.placed", { userId: "u_1", metadata });
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      await layer.attempt(tx, async (inner) => {
        await track(inner, "order.undone");
        throw new Error("undo");
      });
      await layer.attempt(
        tx,
        async (inner) => void (await logActivity(inner, "invoice.paid", { resource: { id: 7 } })),
      );
    });
    const failing = layer.transact(async (tx) => {
      await track(tx, "order.rolled_back");
      throw new Error("The payment was declined.");
    });
    await expect(failing).rejects.toThrow("The payment was declined.");

    expect(await listInbox(db.url)).toEqual([
      {
        name: "order.placed",
        options: { userId: "u_1", metadata: { ...metadata, at: "1970-01-01T00:00:00.000Z" } },
      },
      {
        name: "invoice.paid",
        options: { mode: "manual", resourceType: "invoice", resourceId: "7", metadata: {} },
      },
    ]);
  },
);

test.each(Object.keys(dataLayers))(
  "%s: an invalid event rejects with the reason, and aborts the transaction",
  async (name) => {
    await using db = await createTestDatabase();
    await using layer = (await dataLayers[name]?.(db.url)) as DataLayer;

    const failing = layer.transact(async (tx) => {
      await track(tx, "order.placed");
      await track(tx, "order.placed", { userId: "x".repeat(201) });
    });

    const error = await failing.catch((error: unknown) => error);
    const cause = (error as Error).cause ?? error;
    expect(cause).toMatchObject({
      code: "54000",
      message: expect.stringContaining("userId: must have at most 200") as string,
    });
    expect(await listInbox(db.url)).toEqual([]);
  },
);

test.each(Object.keys(dataLayers))("%s: a client outside of a transaction is refused", async (name) => {
  await using db = await createTestDatabase();
  await using layer = (await dataLayers[name]?.(db.url)) as DataLayer;

  await expect(track(layer.outside as SqlTransaction, "order.placed")).rejects.toThrow(
    /^This is not a transaction of/,
  );
});

test("anything else is refused", async () => {
  for (const value of [null, undefined, {}, "select 1", () => 0])
    await expect(track(value as SqlTransaction, "order.placed")).rejects.toThrow(/^Pass an open transaction/);
});

test("the schema may have another name", async () => {
  await using db = await createTestDatabase();
  const schema = "my-analytics";
  await migrate(db.url, { schema });
  await using client = await openClient(db.url, { applicationName: "app" });

  await createSqlTracking({ schema }).track(client, "order.placed");

  expect((await client.query('select from "my-analytics".inbox')).rowCount).toBe(1);
});

test("text that PostgreSQL cannot store, and numbers that JSON cannot write, do not fail", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });

  await track(client, "order.placed", {
    metadata: { nul: "a\u0000b", half: "a\ud800", path: "C:\\u0000", big: 9007199254740993n },
  });

  expect(await listInbox(db.url)).toMatchObject([
    { options: { metadata: { nul: "ab", half: "a\ufffd", path: "C:\\u0000", big: "9007199254740993" } } },
  ]);
});

// Drizzle's own way to the same function, as in the docs.
test("the function can be called without the wrapper", async () => {
  await using db = await createTestDatabase();
  const pool = openPool(db.url);

  await drizzle(pool).transaction((tx) =>
    tx.execute(
      drizzleSql`select admin_events.track('order.placed', ${JSON.stringify({ userId: "u_1" })}::jsonb)`,
    ),
  );
  await pool.end();

  expect(await listInbox(db.url)).toEqual([
    { name: "order.placed", options: { userId: "u_1", metadata: {} } },
  ]);
});
