import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";

const RETRY_MS = 20;
const TIMEOUT_MS = 180_000;

/**
 * Runs `work` while no other caller, in this or any other process, runs work under the same file.
 *
 * The lock is SQLite's lock on the empty file. The operating system releases it when its holder dies, so it is never
 * stale.
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
  const deadline = Date.now() + TIMEOUT_MS;

  while (!isAcquired(lock)) {
    if (Date.now() > deadline) {
      throw new DatabaseUnavailableError(
        `Another command has been starting or stopping PostgreSQL for ${TIMEOUT_MS / 60_000} minutes and holds ${file}. Stop it, then try again.`,
      );
    }
    await sleep(RETRY_MS);
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
