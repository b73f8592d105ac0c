import { Client } from "pg";
import { vi } from "vitest";

interface Statement {
  text: string;
  values: readonly unknown[];
}

export function recordStatements(): Disposable & { readonly calls: Statement[] } {
  const spy = vi.spyOn(Client.prototype, "query");

  return {
    get calls() {
      return (spy.mock.calls as unknown[][]).map(toStatement);
    },
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}

function toStatement([query, values]: unknown[]): Statement {
  if (typeof query === "string") return { text: query, values: Array.isArray(values) ? values : [] };
  const { text = "", values: bound = [] } = (query ?? {}) as { text?: string; values?: unknown[] };

  return { text, values: bound.length > 0 || !Array.isArray(values) ? bound : values };
}
