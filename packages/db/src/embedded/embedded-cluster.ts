import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readAccess, writeAccess } from "./cluster-access.ts";
import { createCluster } from "./create-cluster.ts";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import type { Launcher } from "./launcher.ts";
import { launcherFor } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import type { Postmaster } from "./postmaster.ts";
import { startServer } from "./start-server.ts";

/** For a machine that does other things too. */
const settings = { shared_buffers: "256MB", max_connections: "200", cluster_name: "admin_events" };

/**
 * Starts the server of the embedded cluster in `home`, which must not be running, and sets the cluster up first when
 * there is none.
 *
 * @throws DatabaseUnavailableError when there is something in the way.
 */
export async function startEmbedded(
  home: string,
  onProgress: (sentence: string) => void,
): Promise<Postmaster> {
  const directory = clusterDirectory(home);
  const binaries = await postgresBinaries();
  const launcher = await launcherFor(directory, binaries);
  const version = await majorVersion(launcher, binaries);

  if (await isMissingOrEmpty(directory)) {
    onProgress(`Setting up PostgreSQL ${version} in ${directory} (only this once).`);
    await createCluster(directory, binaries, launcher);
  }
  await checkFormat(directory, version);
  // A copy that root made belongs to root, as whom PostgreSQL cannot run.
  if ((await stat(directory)).uid === 0) await launcher.own(directory);
  const access = await requireAccess(directory);

  const server = await startServer({
    directory,
    logFile: join(home, "postgres.log"),
    port: access.port,
    mayMove: true,
    settings,
    binaries,
    launcher,
  });
  if (server.port !== access.port) await writeAccess(directory, { ...access, port: server.port });

  onProgress(`Started PostgreSQL ${version} on port ${server.port}.`);
  return server;
}

/** The folder of PostgreSQL's own files, inside the data folder of the project. */
export function clusterDirectory(home: string): string {
  return join(home, "postgres");
}

/** @throws DatabaseUnavailableError when the cluster lacks the file with its password. */
export async function requireAccess(directory: string) {
  const access = await readAccess(directory);
  if (access) return access;

  throw new DatabaseUnavailableError(
    `${directory} holds a PostgreSQL cluster that was not made by this project: set DATA_DIR to another folder, or start that PostgreSQL and set DATABASE_URL to it.`,
  );
}

/** Also finds out whether the programs run on this machine at all. */
async function majorVersion(launcher: Launcher, { postgres }: PostgresBinaries): Promise<string> {
  const { exitCode, output } = await launcher.run(postgres, ["--version"]);
  const major = output.match(/\(PostgreSQL\) (\d+)/)?.[1];

  if (exitCode !== 0 || !major) {
    throw new DatabaseUnavailableError(
      `The built-in PostgreSQL does not run on this machine (${output.split("\n").at(-1)}): set DATABASE_URL to a PostgreSQL of your own.`,
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
      `${directory} holds something else than a PostgreSQL cluster: move it away, or set DATA_DIR to another folder.`,
    );
  }
  if (made !== version) {
    throw new DatabaseUnavailableError(
      `The database in ${directory} was made by PostgreSQL ${made}, and the built-in one is version ${version}: move that folder away to begin with an empty database, or serve it with a PostgreSQL ${made} and set DATABASE_URL to that.`,
    );
  }
}
