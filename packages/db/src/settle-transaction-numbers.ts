import type { Client } from "pg";

const batchSize = 20_000;

/**
 * After a restore into another cluster rows carry transaction numbers that this cluster has not reached yet: the live
 * feed would take them for rows that are still being written, and wait. Those rows become older than everything.
 *
 * @returns how many rows were changed; 0 unless the database was just restored.
 */
export async function settleTransactionNumbers(client: Client): Promise<number> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name
    from information_schema.columns
    where column_name = 'xid' and udt_name = 'xid8' and table_schema = current_schema()`);
  let settled = 0;

  for (const { name } of tables) settled += await settleRows(client, name);
  return settled;
}

/** From the lowest number on: this cluster's own, which rises with every batch, must not overtake a row. */
async function settleRows(client: Client, table: string): Promise<number> {
  let settled = 0;

  for (;;) {
    const { rowCount } = await client.query(
      `update ${table} set xid = '3'
       where ctid = any(array(
         select ctid from ${table} where xid >= pg_snapshot_xmax(pg_current_snapshot()) order by xid limit $1
       ))`,
      [batchSize],
    );
    settled += rowCount ?? 0;
    if ((rowCount ?? 0) < batchSize) return settled;
  }
}
