import type { FullNotifyQueue } from "@admin-events/db/testing/notify-queue";
import { fillNotifyQueue } from "@admin-events/db/testing/notify-queue";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import type { Harness } from "../harness/open-harness.ts";
import { openHarness } from "../harness/open-harness.ts";
import { measureLoops } from "../harness/server-status.ts";
import { underLoad } from "../harness/under-load.ts";

/** The smallest that PostgreSQL allows: 512 KB. By default it is 8 GB. */
const SETTINGS = { max_notify_queue_pages: "64" };

export const fullNotifyQueue: Proof = {
  claim:
    "A queue of notifications that another database fills up delays the live feed by seconds, and loses nothing",
  isLong: true,
  async run(_, scale) {
    await using harness = await openHarness({ settings: SETTINGS });

    const figures = await underLoad(harness, { ...scale, rate: scale.rate / 2 }, async () => {
      await using blocked = await fillQueue(harness);
      await sleep((scale.seconds * 1_000) / 2);

      return `the queue was full after ${blocked.notifications} notifications`;
    });
    const loops = await measureLoops(harness.servers);

    return {
      ...figures,
      measured: `${figures.measured}, ${loops.measured}`,
      failures: [...figures.failures, ...loops.failures],
    };
  },
};

/** In another database of the cluster. */
async function fillQueue({ cluster, query }: Harness): Promise<FullNotifyQueue> {
  await query("create database another_program");
  const url = new URL(cluster.url);
  url.pathname = "/another_program";

  return fillNotifyQueue(url.href);
}
