import type { ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DebianCluster } from "./debian-cluster.ts";
import { startDebianCluster } from "./debian-cluster.ts";
import { freePorts } from "./free-ports.ts";
import type { Environment } from "./script.ts";
import { endScript, runScript, startScript } from "./script.ts";

/** An installation whose database moves from one cluster to another. Its URL and secrets stay the same. */
export interface Move {
  /** A temporary folder. */
  folder: string;
  origin: string;
  oldCluster: DebianCluster;
  newCluster: DebianCluster;
  /** Runs a CLI command on a database. Rejects with its output if it fails. */
  cli(databaseUrl: string, ...args: string[]): Promise<string>;
  startServer(databaseUrl: string): Promise<void>;
  stopServer(): Promise<void>;
}

/** Starts the two clusters. Disposing of `running` stops everything. */
export async function prepareMove(running: AsyncDisposableStack): Promise<Move> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-move-"));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL may run as another user, who needs access.
  await chmod(folder, 0o755);
  const [port, oldPort = 0, newPort = 0] = await freePorts(3);
  const oldCluster = running.use(await startDebianCluster({ folder: join(folder, "old"), port: oldPort }));
  const newCluster = running.use(await startDebianCluster({ folder: join(folder, "new"), port: newPort }));

  const origin = `http://localhost:${port}`;
  const environment = (databaseUrl: string): Environment => ({
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "data"),
    PORT: String(port),
    ORIGIN: origin,
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  });
  let server: ChildProcess | undefined;
  const stopServer = async () => server && endScript(server, "SIGTERM");
  running.defer(stopServer);

  return {
    folder,
    origin,
    oldCluster,
    newCluster,
    cli: (databaseUrl, ...args) => runScript("apps/server/src/cli/main.ts", args, environment(databaseUrl)),
    async startServer(databaseUrl) {
      server = await startScript("apps/server/src/main.ts", environment(databaseUrl), `${origin}/readyz`);
    },
    stopServer,
  };
}
