import { launcherFor } from "./launcher.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { hasLeft, isServing, readPostmaster } from "./postmaster.ts";

const patienceMs = 60_000;

/**
 * Stops the cluster's server, if it runs, and waits until it is down: open transactions are rolled back and clients
 * disconnected ("fast shutdown"). One that takes longer than a minute is left to finish by itself.
 */
export async function stopServer(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster || !(await isServing(postmaster, directory))) return;

  if (process.platform === "win32") {
    const binaries = await postgresBinaries();
    const launcher = await launcherFor(directory, binaries);
    await launcher.run(binaries.pg_ctl, [
      "stop",
      "-D",
      directory,
      "-m",
      "fast",
      "-t",
      String(patienceMs / 1000),
    ]);
  } else {
    process.kill(postmaster.pid, "SIGINT");
    await hasLeft(postmaster, directory, patienceMs);
  }
}
