import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isServing, readPostmaster } from "../embedded/postmaster.ts";

/** Every folder carries the number of the process that made it, so that abandoned ones can be told. */
const prefix = "admin-events-test-";

/** A new folder for one cluster and its log. */
export async function createThrowAwayFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  // PostgreSQL may run as another user, who has to pass; the cluster inside stays closed.
  await chmod(folder, 0o755);

  return folder;
}

export function clusterIn(folder: string): string {
  return join(folder, "postgres");
}

/** Ends the cluster's server at once, as `kill -9` does, and waits until it is gone. */
export async function killServer(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster || !(await isServing(postmaster, directory))) return;

  process.kill(postmaster.pid, "SIGKILL");
  while (await isServing(postmaster, directory)) await sleep(5);
}

/** Deletes the folder, and ends the server in it if it still runs. */
export async function discardFolder(folder: string): Promise<void> {
  await killServer(clusterIn(folder));
  // The children of the server outlive it by a moment and may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Discards what test runs that were killed have left behind. */
export async function discardAbandonedFolders(): Promise<void> {
  const names = await readdir(tmpdir());
  const abandoned = names.filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.split("-").at(3))),
  );

  // One that belongs to another user stays.
  await Promise.allSettled(abandoned.map((name) => discardFolder(join(tmpdir(), name))));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
