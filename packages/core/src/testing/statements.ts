import { Client } from "pg";
import { vi } from "vitest";

/** The SQL of every statement that this process sends from now on. Dispose of it to stop listening. */
export function heardStatements(): Disposable & { sql: string[] } {
  const sql: string[] = [];
  const spy = vi.spyOn(Client.prototype, "query");
  const calls = spy.mock.calls as unknown[][];

  return {
    get sql() {
      sql.push(...calls.splice(0).map(([query]) => textOf(query)));
      return sql;
    },
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}

function textOf(query: unknown): string {
  return typeof query === "string" ? query : ((query as { text?: string } | undefined)?.text ?? "");
}
