import { createLauncher } from "./launcher.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { waitForExit, isServing, readPostmaster } from "./postmaster.ts";

const TIMEOUT_MS = 60_000;

/**
 * Stops the server of the cluster with a fast shutdown, which rolls open transactions back and disconnects clients. Waits
 * up to a minute.
 */
export async function stopServer(directory: string): Promise<void> {
  const postmaster = await readPostmaster(directory);
  if (!postmaster || !(await isServing(postmaster, directory))) return;

  if (process.platform === "win32") {
    const binaries = await findPostgresBinaries();
    const launcher = await createLauncher(directory, binaries);
    await launcher.run(binaries.pg_ctl, [
      "stop",
      "-D",
      directory,
      "-m",
      "fast",
      "-t",
      String(TIMEOUT_MS / 1000),
    ]);
  } else {
    process.kill(postmaster.pid, "SIGINT");
    await waitForExit(postmaster, directory, TIMEOUT_MS);
  }
}
