import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** All databases of a cluster share the queue. Above this part, notifications are left to those who depend on them. */
const MAX_QUEUE_USAGE = 0.5;

/**
 * One notification for each row of `source`, which has the column `payload`, while PostgreSQL's queue has room. A full queue fails
 * the whole transaction, and everything that is woken also polls. Reading the usage also frees what all have read.
 *
 * @returns a query, for a common table expression whose rows the statement has to read.
 */
export function wakeUp(channel: string, source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select pg_notify(${channel}, wanted.payload) from (${source}) as wanted(payload)
    where (select pg_notification_queue_usage()) < ${MAX_QUEUE_USAGE}::float8`;
}
