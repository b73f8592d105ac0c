import { access, constants, realpath } from "node:fs/promises";
import { makeFolder } from "./make-folder.ts";
import { join } from "node:path";
import type { Client } from "pg";
import { toDatabaseError } from "./to-database-error.ts";
import { clusterUrl, DATABASE_NAME } from "./cluster-access.ts";
import { getClusterDirectory, readAccessOrThrow, startEmbedded } from "./embedded-cluster.ts";
import { withLock } from "./exclusive-lock.ts";
import { holdLease } from "./hold-lease.ts";
import { ensureProjectDatabase, isOnlyLease, openLease } from "./lease.ts";
import { findRunningServer } from "./find-running-server.ts";
import { stopServer } from "./stop-server.ts";

/**
 * Uses the PostgreSQL of the data folder: starts it if needed, and restarts it if it dies, on the same port if that is
 * free. The last process to dispose stops it.
 *
 * Both happen under one lock, so that no process uses a server that is being stopped and no two processes start one.
 *
 * @throws {DatabaseUnavailableError}
 */
export async function openEmbedded(
  dataDir: string,
  onProgress: (message: string) => void,
): Promise<{ url: string } & AsyncDisposable> {
  try {
    const home = await prepareDataDir(dataDir);
    const lock = join(home, "postgres.lock");
    const { url, lease } = await withLock(lock, () => acquire(home, onProgress));
    const kept = holdLease(lease, () => withLock(lock, () => reconnect(home)));

    return {
      url,
      [Symbol.asyncDispose]: async () => {
        const lastLease = await kept.release();
        // Never fails, even if the whole folder has been deleted.
        await withLock(lock, () => release(home, lastLease)).catch(() => lastLease.end());
      },
    };
  } catch (error) {
    throw toDatabaseError(error, dataDir);
  }
}

async function prepareDataDir(dataDir: string): Promise<string> {
  await makeFolder(dataDir);
  await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);

  return realpath(dataDir);
}

async function acquire(
  home: string,
  onProgress: (message: string) => void,
): Promise<{ url: string; lease: Client }> {
  const directory = getClusterDirectory(home);
  const { port } = (await findRunningServer(directory)) ?? (await startEmbedded(home, onProgress));
  const { password } = await readAccessOrThrow(directory);

  // In another database, so that the product's own can be dropped and created again while commands run.
  const lease = await openLease(clusterUrl({ password, port }, "postgres"));
  await ensureProjectDatabase(lease);
  lease.unref();

  return { url: clusterUrl({ password, port }, DATABASE_NAME), lease };
}

/** Like `acquire`, but never creates a cluster: the folder may have been deleted on purpose. */
async function reconnect(home: string): Promise<Client> {
  await readAccessOrThrow(getClusterDirectory(home));
  const { lease } = await acquire(home, () => {});

  return lease;
}

async function release(home: string, lease: Client): Promise<void> {
  lease.ref();
  // A lost lease that could not be renewed means that there is no server to stop.
  const isLast = await isOnlyLease(lease).catch(() => false);
  await lease.end();

  if (isLast) await stopServer(getClusterDirectory(home));
}
