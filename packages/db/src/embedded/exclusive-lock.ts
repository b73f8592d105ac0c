import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailableError } from "./database-unavailable.ts";

const lookAgainAfterMs = 20;
const patienceMs = 180_000;

/**
 * Runs `work` while nobody else, in this or any other process, runs work under the same file.
 *
 * The lock is SQLite's lock on the (empty) file: the operating system takes it back the moment its holder dies,
 * so there is no such thing as a stale one.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 });

  try {
    await acquire(lock, file);

    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, file: string): Promise<void> {
  const deadline = Date.now() + patienceMs;

  while (!isAcquired(lock)) {
    if (Date.now() > deadline) {
      throw new DatabaseUnavailableError(
        `Another command has been starting or stopping PostgreSQL for ${patienceMs / 60_000} minutes (it holds ${file}): end it, then try again.`,
      );
    }
    await sleep(lookAgainAfterMs);
  }
}

function isAcquired(lock: DatabaseSync): boolean {
  try {
    lock.exec("begin exclusive");
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}
