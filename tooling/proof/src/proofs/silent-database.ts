import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { openHarness } from "../harness/open-harness.ts";
import { getReadiness, measureLoops } from "../harness/server-status.ts";
import { underLoad } from "../harness/under-load.ts";

/** Longer than a server waits until it says that it is not ready. */
const SILENCE_MS = 10_000;
/** When a statement gets no answer for this long, its connection is closed. */
const MAX_RECOVERY_MS = 40_000;

/** As after a failover or behind a firewall: connections stay open, and nothing comes through. */
export const silentDatabase: Proof = {
  claim: "A database that falls silent makes servers report not ready, reconnect, and lose no events",
  isLong: true,
  async run(_, scale) {
    await using harness = await openHarness({ hasProxy: true });
    const [server] = harness.servers;
    const problems: string[] = [];

    const figures = await underLoad(harness, scale, async () => {
      await sleep(2_000);
      harness.proxy?.fallSilent();
      await sleep(SILENCE_MS);
      const silentStatus = await getReadiness(server);
      if (silentStatus !== 503) problems.push(`/readyz was ${silentStatus} while nothing was stored.`);

      // New connections work from now on. The open ones stay silent for good.
      harness.proxy?.fallSilent({ onlyOpen: true });
      const started = performance.now();
      while ((await getReadiness(server)) !== 200 && performance.now() - started < MAX_RECOVERY_MS)
        await sleep(200);
      const seconds = (performance.now() - started) / 1_000;
      if (seconds * 1_000 >= MAX_RECOVERY_MS) problems.push("The server did not become ready again.");

      return `silent for ${SILENCE_MS / 1_000} s, ready ${seconds.toFixed(0)} s after connections worked again`;
    });
    const loops = await measureLoops(harness.servers);

    return {
      ...figures,
      measured: `${figures.measured}, ${loops.measured}`,
      failures: [...figures.failures, ...problems, ...loops.failures],
    };
  },
};
