import { openClient } from "@admin-events/db/connections";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { getServerStatus, measureLoops } from "../harness/server-status.ts";
import { underLoad } from "../harness/under-load.ts";

const DATABASE = "another_application";
const APPLICATION = "another program";
const HELD_MS = 8_000;
const MAX_FREE_LAG_SECONDS = 1;

export const foreignTransaction: Proof = {
  claim:
    "A long transaction of another database does not hold the live feed up; one of the same database is named on the System page, and no event is lost",
  isLong: true,
  async run(harness, scale) {
    const [server] = harness.servers;
    const problems: string[] = [];
    await harness.query(`create database ${DATABASE}`);
    const url = new URL(harness.cluster.url);
    url.pathname = `/${DATABASE}`;

    const hold = async (at: string) => {
      await using writer = await openClient(at, { applicationName: APPLICATION });
      await writer.query("begin");
      await writer.query("create table held ()");
      await sleep(HELD_MS);
      const status = await getServerStatus(server);
      await writer.query("rollback");

      return status;
    };
    const figures = await underLoad(harness, { ...scale, rate: scale.rate / 2 }, async () => {
      const elsewhere = await hold(url.href);
      const here = await hold(harness.cluster.url);

      if (elsewhere.horizonLagSeconds > MAX_FREE_LAG_SECONDS)
        problems.push(`Another database held the feed up for ${elsewhere.horizonLagSeconds} s.`);
      if (here.horizonLagSeconds < HELD_MS / 2_000)
        problems.push(`The feed's lag was ${here.horizonLagSeconds} s.`);
      if (here.openWrites[0]?.application !== APPLICATION)
        problems.push("The transaction was not the first of the open writes.");
      return `held for ${HELD_MS / 1_000} s: lag ${elsewhere.horizonLagSeconds.toFixed(1)} s by another database, ${here.horizonLagSeconds.toFixed(1)} s by the same`;
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
