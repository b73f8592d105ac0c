import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import { freePort } from "./free-port.ts";
import type { Launcher } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { Postmaster } from "./postmaster.ts";
import { postmasterFile, readPostmaster } from "./postmaster.ts";
import { runningServer } from "./running-server.ts";
import { openServerLog } from "./server-log.ts";

export interface StartOptions {
  directory: string;
  /** What the server writes is appended here. */
  logFile: string;
  port: number;
  /** Whether another port will do when this one is taken; else it is waited for. */
  mayMove: boolean;
  /** Names and values as in postgresql.conf. */
  settings: Record<string, string>;
  binaries: PostgresBinaries;
  launcher: Launcher;
}

const readyWithinMs = 120_000;
const obstaclesGoneWithinMs = 10_000;

const alwaysSet = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
};

/**
 * Starts PostgreSQL on the cluster and waits until it takes connections. It runs in a session of its own: neither
 * Ctrl-C in this terminal nor the end of this process stops it.
 *
 * @throws DatabaseUnavailableError when it does not come up.
 */
export async function startServer(options: StartOptions): Promise<Postmaster> {
  const deadline = Date.now() + obstaclesGoneWithinMs;
  let { port } = options;

  await removeForeignPostmasterFile(options.directory);

  for (;;) {
    const outcome = await tryToStart({ ...options, port });
    if (typeof outcome !== "string") return outcome;

    // Started by a process that was killed before its server had made itself known.
    const other = outcome.includes("already exists") ? await runningServer(options.directory) : null;
    if (other) return other;

    const isPortTaken = /could not bind|could not create any TCP\/IP sockets/.test(outcome);
    // The children of a server that was killed need a moment to notice and go.
    const isOccupied = outcome.includes("is still in use");

    if (!(isPortTaken || isOccupied) || Date.now() > deadline) {
      throw new DatabaseUnavailableError(startFailure(outcome, options.logFile), { cause: outcome });
    }
    if (isPortTaken && options.mayMove) port = await freePort();
    else await sleep(50);
  }
}

/** Gives the running server, or what the log says about why there is none. */
async function tryToStart(options: StartOptions & { port: number }): Promise<Postmaster | string> {
  const { directory, binaries, launcher } = options;
  const settings = Object.entries({ ...alwaysSet, port: String(options.port), ...options.settings });
  await using log = await openServerLog(options.logFile);

  const child = launcher.start(
    binaries.postgres,
    ["-D", directory, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { detached: true, stdio: ["ignore", log.fd, log.fd] },
  );
  child.unref();

  return (await readiness(child, directory)) ?? (await log.readNew());
}

/** Null when the process ended instead of getting ready. */
async function readiness(child: ChildProcess, directory: string): Promise<Postmaster | null> {
  const deadline = Date.now() + readyWithinMs;
  const failures: Error[] = [];
  child.once("error", (error) => failures.push(error));

  while (Date.now() < deadline) {
    if (failures[0]) throw failures[0];
    if (child.exitCode !== null || child.signalCode !== null) return null;

    const postmaster = await readPostmaster(directory);
    if (postmaster?.isReady && postmaster.pid === child.pid) return postmaster;

    await sleep(5);
  }
  throw new DatabaseUnavailableError(
    `PostgreSQL in ${directory} is still not ready after ${readyWithinMs / 60_000} minutes, perhaps because it is recovering from a crash: try again in a while.`,
  );
}

/**
 * PostgreSQL clears away a `postmaster.pid` whose process is dead, but takes any living process with that number for
 * itself, so that one has to go. The caller has made sure that the process is not this cluster's server.
 */
async function removeForeignPostmasterFile(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster) return;

  try {
    process.kill(postmaster.pid, 0);
    await rm(postmasterFile(directory), { force: true });
  } catch {
    // Dead, or another user's: PostgreSQL starts all the same, after looking for children of the dead one.
  }
}

function startFailure(output: string, logFile: string): string {
  const reason = output.match(/(?:FATAL|PANIC|error): +(.+)/)?.[1] ?? output.split("\n").at(-1);
  const whatToDo = output.includes("No space left on device")
    ? "free some space on the disk"
    : `see ${logFile} for more`;

  return `The built-in PostgreSQL did not start (${reason}): ${whatToDo}, or set DATABASE_URL to a PostgreSQL of your own.`;
}
