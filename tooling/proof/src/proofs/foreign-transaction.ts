import { openClient } from "@admin-events/db/connections";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { getServerStatus, measureLoops } from "../harness/server-status.ts";
import { underLoad } from "../harness/under-load.ts";

const DATABASE = "another_application";
const HELD_MS = 8_000;

export const foreignTransaction: Proof = {
  claim:
    "A long transaction of another database holds the live feed up, is named on the System page, and loses no event",
  isLong: true,
  async run(harness, scale) {
    const [server] = harness.servers;
    const problems: string[] = [];
    await harness.query(`create database ${DATABASE}`);
    const url = new URL(harness.cluster.url);
    url.pathname = `/${DATABASE}`;

    const figures = await underLoad(harness, { ...scale, rate: scale.rate / 2 }, async () => {
      await using writer = await openClient(url.href, { applicationName: "another program" });
      await writer.query("begin");
      await writer.query("create table held ()");
      await sleep(HELD_MS);
      const { horizonLagSeconds, openWrites } = await getServerStatus(server);
      await writer.query("rollback");

      if (horizonLagSeconds < HELD_MS / 2_000) problems.push(`The feed's lag was ${horizonLagSeconds} s.`);
      if (openWrites[0]?.database !== DATABASE)
        problems.push("The transaction was not the first of the open writes.");
      return `held for ${HELD_MS / 1_000} s, shown lag ${horizonLagSeconds.toFixed(1)} s`;
    });
    await harness.query(`drop database ${DATABASE} with (force)`);
    const loops = await measureLoops(harness.servers);

    return {
      ...figures,
      measured: `${figures.measured}, ${loops.measured}`,
      failures: [...figures.failures, ...problems, ...loops.failures],
    };
  },
};
