import { access, constants, realpath } from "node:fs/promises";
import { makeFolder } from "./make-folder.ts";
import { join } from "node:path";
import type { Client } from "pg";
import { asUnavailable } from "./as-unavailable.ts";
import { clusterUrl, projectDatabase } from "./cluster-access.ts";
import { clusterDirectory, requireAccess, startEmbedded } from "./embedded-cluster.ts";
import { withLock } from "./exclusive-lock.ts";
import { keepLease } from "./keep-lease.ts";
import { ensureProjectDatabase, isOnlyLease, openLease } from "./lease.ts";
import { runningServer } from "./running-server.ts";
import { stopServer } from "./stop-server.ts";

/**
 * Enters the PostgreSQL of the data folder, which is started when it is not up and brought back when it dies, on the
 * same port if that is still free. Disposing leaves it; the last one to leave stops it.
 *
 * Entering and leaving happen under one lock: nobody enters a server that is just being stopped, and no two processes
 * start one.
 *
 * @throws DatabaseUnavailableError
 */
export async function openEmbedded(
  dataDir: string,
  onProgress: (sentence: string) => void,
): Promise<{ url: string } & AsyncDisposable> {
  try {
    const home = await prepareHome(dataDir);
    const lock = join(home, "postgres.lock");
    const { url, lease } = await withLock(lock, () => enter(home, onProgress));
    const kept = keepLease(lease, () => withLock(lock, () => enterAgain(home)));

    return {
      url,
      [Symbol.asyncDispose]: async () => {
        const lastLease = await kept.letGo();
        // Leaving never fails, not even when the whole folder has been deleted meanwhile.
        await withLock(lock, () => leave(home, lastLease)).catch(() => lastLease.end());
      },
    };
  } catch (error) {
    throw asUnavailable(error, dataDir);
  }
}

async function prepareHome(dataDir: string): Promise<string> {
  await makeFolder(dataDir);
  await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);

  return realpath(dataDir);
}

async function enter(
  home: string,
  onProgress: (sentence: string) => void,
): Promise<{ url: string; lease: Client }> {
  const directory = clusterDirectory(home);
  const { port } = (await runningServer(directory)) ?? (await startEmbedded(home, onProgress));
  const { password } = await requireAccess(directory);

  // Not in the project's own database, so that it can be dropped and made anew while commands run.
  const lease = await openLease(clusterUrl({ password, port }, "postgres"));
  await ensureProjectDatabase(lease);
  // It never keeps its process alive.
  lease.unref();

  return { url: clusterUrl({ password, port }, projectDatabase), lease };
}

/** As `enter`, but never sets up a new cluster: the folder may have been deleted on purpose. */
async function enterAgain(home: string): Promise<Client> {
  await requireAccess(clusterDirectory(home));
  const { lease } = await enter(home, () => {});

  return lease;
}

async function leave(home: string, lease: Client): Promise<void> {
  lease.ref();
  // A lease that was lost and could not be had again means that there is no server to stop.
  const isLast = await isOnlyLease(lease).catch(() => false);
  await lease.end();

  if (isLast) await stopServer(clusterDirectory(home));
}
