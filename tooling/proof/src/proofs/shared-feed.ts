import { followFeed } from "../harness/follow-feed.ts";
import { createLedger, findFailures } from "../harness/ledger.ts";
import type { Proof } from "../proof.ts";
import { startTraffic } from "../harness/traffic.ts";
import { setTimeout as sleep } from "node:timers/promises";

export const sharedFeed: Proof = {
  claim: "Listeners of one server get the events that another server stores, even if that server is killed",
  async run(harness, { seconds, rate }) {
    const [storing, listening] = harness.servers;
    const ledger = createLedger();
    await using _follower = await followFeed(listening, ledger.createListener());

    const traffic = startTraffic({ senders: [storing.sender, storing.sender], ledger, concurrency: 4, rate });
    await sleep(seconds * 500);
    await storing.replace("kill");
    await sleep(seconds * 500);
    await traffic.finish();
    const balance = await ledger.balance(harness.query);

    return { ...balance, measured: "1 × kill -9 of the storing server", failures: findFailures(balance) };
  },
};
