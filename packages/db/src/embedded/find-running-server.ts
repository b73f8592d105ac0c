import { setTimeout as sleep } from "node:timers/promises";
import type { Postmaster } from "./postmaster.ts";
import { isServing, readPostmaster } from "./postmaster.ts";

const SETTLE_TIMEOUT_MS = 120_000;

/**
 * Returns the cluster's server once it accepts connections, or null if it does not run. Waits up to two minutes for one
 * that is starting, recovering or stopping.
 */
export async function findRunningServer(directory: string): Promise<Postmaster | null> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;

  for (;;) {
    const postmaster = await readPostmaster(directory);
    if (!postmaster || !(await isServing(postmaster, directory))) return null;
    if (postmaster.isReady || Date.now() > deadline) return postmaster;

    await sleep(20);
  }
}
