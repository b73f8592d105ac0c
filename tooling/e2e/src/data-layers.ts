import { connect } from "@admin-events/db";
import type { SqlTransaction } from "@admin-events/client/sql";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Kysely, PostgresDialect, sql as kyselySql } from "kysely";
import { Client, Pool } from "pg";
import postgres from "postgres";

/** A row of the application, and the event about it, in one transaction. */
interface Write {
  orderId: string;
  /** Runs in the transaction after the row was inserted. Throws to roll back. */
  track: (transaction: SqlTransaction) => Promise<unknown>;
}

/** Writes with one data layer, and closes its connections. */
type WriteAll = (url: string, writes: readonly Write[]) => Promise<void>;

const INSERT = "insert into orders (id) values";

/** How applications use these libraries: none knows of Admin Events. */
export const dataLayers: Readonly<Record<string, WriteAll>> = {
  async pg(url, writes) {
    const client = new Client(url);
    await client.connect();
    for (const { orderId, track } of writes) {
      await client.query("begin");
      try {
        await client.query(`${INSERT} ($1)`, [orderId]);
        await track(client);
        await client.query("commit");
      } catch {
        await client.query("rollback");
      }
    }
    await client.end();
  },

  async kysely(url, writes) {
    const db = new Kysely<object>({
      dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }),
    });
    for (const { orderId, track } of writes) {
      const written = db.transaction().execute(async (tx) => {
        await kyselySql`insert into orders (id) values (${orderId})`.execute(tx);
        await track(tx);
      });
      await written.catch(() => undefined);
    }
    await db.destroy();
  },

  async drizzle(url, writes) {
    const pool = new Pool({ connectionString: url });
    const db = drizzle(pool);
    for (const { orderId, track } of writes) {
      const written = db.transaction(async (tx) => {
        await tx.execute(drizzleSql`insert into orders (id) values (${orderId})`);
        await track(tx);
      });
      await written.catch(() => undefined);
    }
    await pool.end();
  },

  async postgresJs(url, writes) {
    // As its documentation says for PgBouncer in transaction mode.
    const sql = postgres(url, { prepare: false });
    for (const { orderId, track } of writes) {
      const written = sql.begin(async (tx) => {
        await tx`insert into orders (id) values (${orderId})`;
        await track(tx);
      });
      await written.catch(() => undefined);
    }
    await sql.end();
  },

  async mikroOrm(url, writes) {
    const orm = await connect({ url });
    for (const { orderId, track } of writes) {
      const written = orm.em.fork().transactional(async (em) => {
        await em.execute(`${INSERT} (?)`, [orderId]);
        await track(em);
      });
      await written.catch(() => undefined);
    }
    await orm.close();
  },
};
