import { setTimeout as sleep } from "node:timers/promises";
import type { Postmaster } from "./postmaster.ts";
import { isServing, readPostmaster } from "./postmaster.ts";

const settledWithinMs = 120_000;

/**
 * The cluster's server when it takes connections, or null when it does not run. One that is just starting,
 * recovering or stopping is waited for, at most two minutes.
 */
export async function runningServer(directory: string): Promise<Postmaster | null> {
  const deadline = Date.now() + settledWithinMs;

  for (;;) {
    const postmaster = await readPostmaster(directory);
    if (!postmaster || !(await isServing(postmaster, directory))) return null;
    if (postmaster.isReady || Date.now() > deadline) return postmaster;

    await sleep(20);
  }
}
