import pg from "pg";
import { SQL_NOT_RUN } from "./exceptions.ts";
import type { Page } from "./pages.ts";

/** The tables of the reader's app that the pages write to. install.md creates the first. */
const TABLES_OF_READERS = ["bookings", "orders"];

/** Pages whose statements a role runs that may only read. */
const PAGES_OF_READERS: ReadonlySet<string> = new Set(["apps/docs/data-model.md"]);

/** Creates the roles and the table that the pages assume. */
export async function prepareDatabase(url: string, setupSql: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(setupSql);
    await client.query("create role my_app login");
    for (const table of TABLES_OF_READERS) {
      await client.query(`create table ${table} (id text primary key, user_id text, total numeric not null)`);
      await client.query(`grant select on ${table} to admin_events_reader`);
    }
  });
}

/** Runs every block of SQL on a connection of its own. @returns a line for each. @throws {Error} that names the block. */
export async function runSqlBlocks(pages: readonly Page[], url: string): Promise<string[]> {
  const lines: string[] = [];

  for (const page of pages) {
    for (const { code, line } of page.blocks.filter(({ language }) => language === "sql")) {
      const where = `${page.path}:${line}`;
      const reason = Object.entries(SQL_NOT_RUN).find(([start]) => code.startsWith(start))?.[1];
      if (reason !== undefined) {
        lines.push(`${where}: sql, not run: ${reason}`);
        continue;
      }
      await withClient(url, async (client) => {
        if (PAGES_OF_READERS.has(page.path)) await client.query("set role admin_events_reader");
        await client.query(code).catch((error: unknown) => {
          throw new Error(`${where}: ${String(error)}`, { cause: error });
        });
      });
      lines.push(`${where}: sql, ran`);
    }
  }

  return lines;
}

export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
