import { join } from "node:path";
import { clusterUrl } from "../embedded/cluster-access.ts";
import { createCluster } from "../embedded/create-cluster.ts";
import { requireAccess } from "../embedded/embedded-cluster.ts";
import { launcherFor } from "../embedded/launcher.ts";
import { postgresBinaries } from "../embedded/postgres-binaries.ts";
import { startServer } from "../embedded/start-server.ts";
import { stopServer } from "../embedded/stop-server.ts";
import { clusterIn, createThrowAwayFolder, discardFolder, killServer } from "./throw-away-folder.ts";

/** A PostgreSQL whose rows nobody will miss, on a port that stays the same. */
export interface ThrowAwayCluster extends AsyncDisposable {
  /** The address of one of its databases; `postgres` always exists. */
  urlOf: (database: string) => string;
  /** Starts it again after `stop` or `kill`, with all that was committed. */
  start: () => Promise<void>;
  /** Disconnects everybody and shuts down in order. */
  stop: () => Promise<void>;
  /** Ends it as `kill -9` does. */
  kill: () => Promise<void>;
}

export interface ClusterPlace {
  /** The folder in which it is made. Default: the system's temporary folder. */
  parent?: string;
}

/** It need not survive the crash of the machine, only its own, which makes it fast. */
const always = { fsync: "off", full_page_writes: "off", shared_buffers: "128MB" };

/** Sets up and starts a cluster (about half a second); disposing deletes it. */
export async function createThrowAwayCluster(
  settings: Record<string, string> = {},
  { parent }: ClusterPlace = {},
): Promise<ThrowAwayCluster> {
  const folder = await createThrowAwayFolder(parent);
  const directory = clusterIn(folder);
  const binaries = await postgresBinaries();
  const launcher = await launcherFor(directory, binaries);
  await createCluster(directory, binaries, launcher, ["--no-sync", "--no-data-checksums"]);

  const { password, port } = await requireAccess(directory);
  const startAt = (at: { port: number; mayMove: boolean }) =>
    startServer({
      ...at,
      directory,
      logFile: join(folder, "postgres.log"),
      settings: { ...always, ...settings },
      binaries,
      launcher,
    });
  const server = await startAt({ port, mayMove: true });

  return {
    urlOf: (database) => clusterUrl({ password, port: server.port }, database),
    start: async () => void (await startAt({ port: server.port, mayMove: false })),
    stop: () => stopServer(directory),
    kill: () => killServer(directory),
    [Symbol.asyncDispose]: () => discardFolder(folder),
  };
}
