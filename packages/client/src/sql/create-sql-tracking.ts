import { serialize } from "../serialize.ts";
import type { AnyCatalog } from "../types.ts";
import { runCall } from "./run-query.ts";
import type { SqlTracking, SqlTrackingOptions } from "./types.ts";

/**
 * Tracks events in your own transactions, by the functions `track` and `log_activity` of Admin Events in your database. Works with
 * pg, Kysely, Drizzle, Prisma, MikroORM and postgres.js. Needs no URL and no key, and loads none of these libraries.
 *
 * @example
 * const { track } = createSqlTracking<typeof events>();
 * await client.query("begin");
 * await client.query("insert into orders (id) values ($1)", [order.id]);
 * await track(client, "order.placed", { userId: order.userId, metadata: { orderId: order.id } });
 * await client.query("commit");
 */
export function createSqlTracking<C = AnyCatalog>({
  schema = "admin_events",
}: SqlTrackingOptions = {}): SqlTracking<C> {
  const qualify = (name: string) => `"${schema.replaceAll('"', '""')}".${name}`;

  return {
    track: (transaction, name, ...[options]) =>
      runCall(transaction, { functionName: qualify("track"), name, json: toJson(options) }),
    logActivity: (transaction, action, options) =>
      runCall(transaction, { functionName: qualify("log_activity"), name: action, json: toJson(options) }),
  };
}

/** PostgreSQL refuses NUL and halves of surrogate pairs, which JSON writes with escapes. */
function toJson(options: object = {}): string {
  return serialize(options).json.replace(
    /\\(u0000|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g,
    (escape, code: string) => (code === "u0000" ? "" : /^ud/i.test(code) ? "\ufffd" : escape),
  );
}
