import { execFile } from "node:child_process";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** PostgreSQL's main process as its `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  /** The cluster's folder as the process was told it. */
  directory: string;
  port: number;
  isReady: boolean;
}

/** Null when the cluster has no `postmaster.pid`, or one that is only just being written. The process may be long dead. */
export async function readPostmaster(clusterDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(postmasterFile(clusterDirectory), "utf8").catch(() => "");
  // The lines: https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h
  const [pid, directory, , port, , , , status] = text.split("\n");
  if (!pid || !directory) return null;

  return { pid: Number(pid), directory, port: Number(port), isReady: status?.trim() === "ready" };
}

export function postmasterFile(clusterDirectory: string): string {
  return join(clusterDirectory, "postmaster.pid");
}

/**
 * Whether the process lives and really is the PostgreSQL of this cluster. After a crash of the machine its number may
 * have gone to another program, and in a copied folder `postmaster.pid` speaks of the original.
 */
export async function isServing(postmaster: Postmaster, clusterDirectory: string): Promise<boolean> {
  const [command, home] = await Promise.all([
    commandLine(postmaster.pid),
    realpath(postmaster.directory).catch(() => null),
  ]);
  // A folder that was moved while PostgreSQL runs leaves no folder behind at the old place.
  const isOurs = home === null || home === (await realpath(clusterDirectory));

  return (
    isOurs &&
    command.includes("postgres") &&
    (process.platform === "win32" || command.includes(postmaster.directory))
  );
}

/** Waits until the process has given up the cluster; false when it still has it after `withinMs`. */
export async function hasLeft(
  { pid }: Postmaster,
  clusterDirectory: string,
  withinMs: number,
): Promise<boolean> {
  const deadline = Date.now() + withinMs;

  while ((await readPostmaster(clusterDirectory))?.pid === pid) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

/** Empty when there is no such process. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (process.platform === "win32")
    return outputOf("tasklist", ["/fi", `PID eq ${pid}`, "/fo", "csv", "/nh"]);

  return outputOf("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
}

async function outputOf(program: string, args: string[]): Promise<string> {
  return promisify(execFile)(program, args).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
