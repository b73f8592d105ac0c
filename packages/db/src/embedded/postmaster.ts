import { execFile } from "node:child_process";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** PostgreSQL's main process as its `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  directory: string;
  port: number;
  isReady: boolean;
}

export async function readPostmaster(getClusterDirectory: string): Promise<Postmaster | null> {
  const text = await readFile(postmasterFile(getClusterDirectory), "utf8").catch(() => "");
  // The lines: https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h
  const [pid, directory, , port, , , , status] = text.split("\n");
  if (!pid || !directory) return null;

  return { pid: Number(pid), directory, port: Number(port), isReady: status?.trim() === "ready" };
}

export function postmasterFile(getClusterDirectory: string): string {
  return join(getClusterDirectory, "postmaster.pid");
}

/**
 * Whether the process is alive and is the PostgreSQL of this cluster. After a crash of the machine its pid may belong to
 * another program, and in a copied folder `postmaster.pid` is that of the original.
 */
export async function isServing(postmaster: Postmaster, getClusterDirectory: string): Promise<boolean> {
  const [command, home] = await Promise.all([
    getCommandLine(postmaster.pid),
    realpath(postmaster.directory).catch(() => null),
  ]);
  // A folder that was moved while PostgreSQL runs no longer exists at the old path.
  const isOurs = home === null || home === (await realpath(getClusterDirectory));

  return (
    isOurs &&
    command.includes("postgres") &&
    (process.platform === "win32" || command.includes(postmaster.directory))
  );
}

export async function waitForExit(
  { pid }: Postmaster,
  getClusterDirectory: string,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;

  while ((await readPostmaster(getClusterDirectory))?.pid === pid) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

async function getCommandLine(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (process.platform === "win32")
    return runForOutput("tasklist", ["/fi", `PID eq ${pid}`, "/fo", "csv", "/nh"]);

  return runForOutput("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
}

async function runForOutput(program: string, args: string[]): Promise<string> {
  return promisify(execFile)(program, args).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
