import { join } from "node:path";
import { clusterUrl } from "../embedded/cluster-access.ts";
import { createCluster } from "../embedded/create-cluster.ts";
import { readAccessOrThrow } from "../embedded/embedded-cluster.ts";
import { createLauncher } from "../embedded/launcher.ts";
import { findPostgresBinaries } from "../embedded/postgres-binaries.ts";
import { startServer } from "../embedded/start-server.ts";
import { stopServer } from "../embedded/stop-server.ts";
import { getClusterDirectory, createTemporaryFolder, deleteFolder, killServer } from "./temporary-folder.ts";

export interface TemporaryCluster extends AsyncDisposable {
  /** The address of one of its databases; `postgres` always exists. */
  getUrl: (database: string) => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
}

export interface ClusterOptions {
  parent?: string;
}

const always = {
  // Data need not survive a crash of the machine, only of the server, which makes it faster.
  fsync: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
};

/** Creates and starts a cluster in about half a second. Disposing deletes it. */
export async function createTemporaryCluster(
  settings: Record<string, string> = {},
  { parent }: ClusterOptions = {},
): Promise<TemporaryCluster> {
  const folder = await createTemporaryFolder(parent);
  const directory = getClusterDirectory(folder);
  const binaries = await findPostgresBinaries();
  const launcher = await createLauncher(directory, binaries);
  await createCluster(directory, binaries, launcher, ["--no-sync", "--no-data-checksums"]);

  const { password, port } = await readAccessOrThrow(directory);
  const startAt = (at: { port: number; canMovePort: boolean }) =>
    startServer({
      ...at,
      directory,
      logFile: join(folder, "postgres.log"),
      settings: { ...always, ...settings },
      binaries,
      launcher,
    });
  const server = await startAt({ port, canMovePort: true });

  return {
    getUrl: (database) => clusterUrl({ password, port: server.port }, database),
    start: async () => void (await startAt({ port: server.port, canMovePort: false })),
    stop: () => stopServer(directory),
    kill: () => killServer(directory),
    [Symbol.asyncDispose]: () => deleteFolder(folder),
  };
}
