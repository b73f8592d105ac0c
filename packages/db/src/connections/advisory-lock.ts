import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";

export interface LockOptions {
  /** The work that may run only once at a time. */
  subject: string;
  /** The schema of the product's tables, because locks are shared by the whole database. */
  schema: string;
}

const RETRY_MS = 200;

/**
 * For the transaction that holds a lock while the work runs. As a statement without parameters it also ends the one before it,
 * whose snapshot would hold up index builds and vacuum for as long.
 */
export const STAY_IDLE = "set local idle_in_transaction_session_timeout = 0";

/** The texts whose `hashtext` are the two keys of an advisory lock. The one rule for every lock of the product. */
export function getLockKeys({ subject, schema }: LockOptions): [subject: string, schema: string] {
  return [`admin-events ${subject}`, schema];
}

/**
 * Runs work while a transaction of `client` holds an advisory lock, so that the lock ends with the connection and never stays
 * with a pooler. The transaction writes nothing; the work uses other connections.
 *
 * @returns null if another process holds the lock.
 */
export async function tryRunExclusively<Result>(
  client: ClientBase,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<{ result: Result } | null> {
  await client.query("begin");
  try {
    const { rows } = await client.query<{ isLocked: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext($1), hashtext($2)) as "isLocked"`,
      getLockKeys(options),
    );
    await client.query(STAY_IDLE);

    return rows[0]?.isLocked ? { result: await work() } : null;
  } finally {
    await client.query("rollback").catch(() => undefined);
  }
}

/**
 * As {@link tryRunExclusively}, and waits for its turn. It polls: a statement that waits would hold up a concurrent index build,
 * which waits for that statement.
 */
export async function runExclusively<Result>(
  client: ClientBase,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const run = await tryRunExclusively(client, options, work);
    if (run) return run.result;
    await sleep(RETRY_MS);
  }
}
