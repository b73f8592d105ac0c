import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readAccess, writeAccess } from "./cluster-access.ts";
import { createCluster } from "./create-cluster.ts";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import type { Launcher } from "./launcher.ts";
import { createLauncher } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import type { Postmaster } from "./postmaster.ts";
import { startServer } from "./start-server.ts";

/** Sized for a machine that runs other programs too. */
const settings = { shared_buffers: "256MB", max_connections: "200", cluster_name: "admin_events" };

/**
 * Starts the server of the embedded cluster in `home`, which must not be running. Creates a missing cluster.
 *
 * @throws {DatabaseUnavailableError}
 */
export async function startEmbedded(
  home: string,
  onProgress: (message: string) => void,
): Promise<Postmaster> {
  const directory = getClusterDirectory(home);
  const binaries = await findPostgresBinaries();
  const launcher = await createLauncher(directory, binaries);
  const version = await getMajorVersion(launcher, binaries);

  if (await isMissingOrEmpty(directory)) {
    onProgress(`Setting up PostgreSQL ${version} in ${directory} (first start only).`);
    await createCluster(directory, binaries, launcher);
  }
  await checkFormat(directory, version);
  // A copy made by root belongs to root, and PostgreSQL refuses to run as root.
  if ((await stat(directory)).uid === 0) await launcher.own(directory);
  const access = await readAccessOrThrow(directory);

  const server = await startServer({
    directory,
    logFile: join(home, "postgres.log"),
    port: access.port,
    canMovePort: true,
    settings,
    binaries,
    launcher,
  });
  if (server.port !== access.port) await writeAccess(directory, { ...access, port: server.port });

  onProgress(`Started PostgreSQL ${version} on port ${server.port}.`);
  return server;
}

export function getClusterDirectory(home: string): string {
  return join(home, "postgres");
}

/** @throws {DatabaseUnavailableError} if the cluster has no file with its password. */
export async function readAccessOrThrow(directory: string) {
  const access = await readAccess(directory);
  if (access) return access;

  throw new DatabaseUnavailableError(
    `${directory} contains a PostgreSQL cluster of another program. Set DATA_DIR to another folder, or start that PostgreSQL and set DATABASE_URL to it.`,
  );
}

/** Also checks that the programs run on this machine. */
async function getMajorVersion(launcher: Launcher, { postgres }: PostgresBinaries): Promise<string> {
  const { exitCode, output } = await launcher.run(postgres, ["--version"]);
  const major = output.match(/\(PostgreSQL\) (\d+)/)?.[1];

  if (exitCode !== 0 || !major) {
    throw new DatabaseUnavailableError(
      `The built-in PostgreSQL does not run on this machine (${output.split("\n").at(-1)}). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return major;
}

async function isMissingOrEmpty(directory: string): Promise<boolean> {
  const entries = await readdir(directory).catch(() => []);

  return entries.length === 0;
}

async function checkFormat(directory: string, version: string): Promise<void> {
  const made = (await readFile(join(directory, "PG_VERSION"), "utf8").catch(() => "")).trim();

  if (made === "") {
    throw new DatabaseUnavailableError(
      `${directory} is not empty and contains no PostgreSQL cluster. Move it, or set DATA_DIR to another folder.`,
    );
  }
  if (made !== version) {
    throw new DatabaseUnavailableError(
      `The database in ${directory} has the format of PostgreSQL ${made}, and the built-in PostgreSQL is version ${version}. Move that folder to start with an empty database, or run it with PostgreSQL ${made} and set DATABASE_URL to that.`,
    );
  }
}
