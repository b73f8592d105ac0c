import type { ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { findFreePort } from "./find-free-port.ts";
import type { Launcher } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { Postmaster } from "./postmaster.ts";
import { postmasterFile, readPostmaster } from "./postmaster.ts";
import { findRunningServer } from "./find-running-server.ts";
import { openServerLog } from "./server-log.ts";

export interface StartOptions {
  directory: string;
  logFile: string;
  port: number;
  /** Whether to use another port if this one is in use; otherwise waits for it. */
  canMovePort: boolean;
  settings: Record<string, string>;
  binaries: PostgresBinaries;
  launcher: Launcher;
}

const READY_TIMEOUT_MS = 120_000;
const RETRY_TIMEOUT_MS = 10_000;

const FIXED_SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  // Details and statements of errors hold rows.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  // The default starts with a schema named like the role, which is the product's: an application's unqualified `users` would
  // be the product's table.
  search_path: "public",
};

/**
 * Starts PostgreSQL and waits until it accepts connections. It runs in a session of its own, so that neither Ctrl-C nor
 * the end of this process stops it.
 *
 * @throws {DatabaseUnavailableError} if it does not start.
 */
export async function startServer(options: StartOptions): Promise<Postmaster> {
  const deadline = Date.now() + RETRY_TIMEOUT_MS;
  let { port } = options;

  await removeForeignPostmasterFile(options.directory);

  for (;;) {
    const outcome = await tryToStart({ ...options, port });
    if (typeof outcome !== "string") return outcome;

    // Started by a process that was killed before its server was ready.
    const other = outcome.includes("already exists") ? await findRunningServer(options.directory) : null;
    if (other) return other;

    const isPortTaken = /could not bind|could not create any TCP\/IP sockets/.test(outcome);
    // The children of a killed server take a moment to exit.
    const isOccupied = outcome.includes("is still in use");

    if (!(isPortTaken || isOccupied) || Date.now() > deadline) {
      throw new DatabaseUnavailableError(describeStartupFailure(outcome, options.logFile), {
        cause: outcome,
      });
    }
    if (isPortTaken && options.canMovePort) port = await findFreePort();
    else await sleep(50);
  }
}

async function tryToStart(options: StartOptions & { port: number }): Promise<Postmaster | string> {
  const { directory, binaries, launcher } = options;
  const settings = Object.entries({ ...FIXED_SETTINGS, port: String(options.port), ...options.settings });
  await using log = await openServerLog(options.logFile);

  const child = launcher.start(
    binaries.postgres,
    ["-D", directory, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { detached: true, stdio: ["ignore", log.fd, log.fd] },
  );
  child.unref();

  return (await waitUntilReady(child, directory)) ?? (await log.readNew());
}

async function waitUntilReady(child: ChildProcess, directory: string): Promise<Postmaster | null> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
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
    `PostgreSQL in ${directory} is not ready after ${READY_TIMEOUT_MS / 60_000} minutes, possibly because it is recovering from a crash. Try again later.`,
  );
}

/**
 * PostgreSQL removes a `postmaster.pid` whose process is dead, but takes any living process with that pid for itself. The
 * caller has checked that the process is not the server of this cluster.
 */
async function removeForeignPostmasterFile(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster) return;

  try {
    process.kill(postmaster.pid, 0);
    await rm(postmasterFile(directory), { force: true });
  } catch {
    // Dead, or of another user: PostgreSQL starts anyway.
  }
}

function describeStartupFailure(output: string, logFile: string): string {
  const reason = output.match(/(?:FATAL|PANIC|error): +(.+)/)?.[1] ?? output.split("\n").at(-1);
  const advice = output.includes("No space left on device")
    ? "Free some disk space"
    : `See ${logFile} for details`;

  return `The built-in PostgreSQL did not start (${reason}). ${advice}, or set DATABASE_URL to a PostgreSQL of your own.`;
}
