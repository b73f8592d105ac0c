import type { ClientBase } from "pg";
import { entitySchemas } from "./entities/index.ts";
import { quoteSchema } from "./schema.ts";

const BATCH_SIZE = 20_000;

const tablesWithTransaction = entitySchemas
  .filter(({ meta }) => Object.values(meta.properties).some(({ columnType }) => columnType === "xid8"))
  .map(({ meta }) => meta.tableName);

/**
 * After a restore into another cluster, rows carry transaction numbers that this cluster has not reached. The live feed
 * would take them for rows that are still being written, and wait. Such rows get a number older than every other.
 *
 * @returns how many rows changed; 0 unless the database was just restored.
 */
export async function settleTransactionNumbers(client: ClientBase, schema: string): Promise<number> {
  let settled = 0;

  for (const table of tablesWithTransaction)
    settled += await settleRows(client, `${quoteSchema(schema)}.${table}`);
  return settled;
}

/** From the lowest number on: the number of this cluster, which rises with every batch, must not overtake a row. */
async function settleRows(client: ClientBase, table: string): Promise<number> {
  let settled = 0;

  for (;;) {
    const { rowCount } = await client.query(
      `update ${table} set xid = '3'
       where ctid = any(array(
         select ctid from ${table} where xid >= pg_snapshot_xmax(pg_current_snapshot()) order by xid limit $1
       ))`,
      [BATCH_SIZE],
    );
    settled += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH_SIZE) return settled;
  }
}
