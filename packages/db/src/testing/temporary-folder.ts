import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isServing, readPostmaster } from "../embedded/postmaster.ts";

/** Each folder name contains the pid of its creator, which tells whether it is abandoned. */
const prefix = "admin-events-test-";

export async function createTemporaryFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  // PostgreSQL may run as another user, who has to traverse it. The cluster inside stays private.
  await chmod(folder, 0o755);

  return folder;
}

export function getClusterDirectory(folder: string): string {
  return join(folder, "postgres");
}

export async function killServer(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster || !(await isServing(postmaster, directory))) return;

  process.kill(postmaster.pid, "SIGKILL");
  while (await isServing(postmaster, directory)) await sleep(5);
}

/** Deletes the folder, and kills a server that still runs in it. */
export async function deleteFolder(folder: string): Promise<void> {
  await killServer(getClusterDirectory(folder));
  // The children of the server live a moment longer and may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

export async function deleteAbandonedFolders(): Promise<void> {
  const names = await readdir(tmpdir());
  const abandoned = names.filter(
    (name) => name.startsWith(prefix) && !isAlive(Number(name.split("-").at(3))),
  );

  await Promise.allSettled(abandoned.map((name) => deleteFolder(join(tmpdir(), name))));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
