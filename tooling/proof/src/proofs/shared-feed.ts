import { followFeed } from "../rig/follow-feed.ts";
import { createLedger, failuresOf } from "../rig/ledger.ts";
import type { Proof } from "../proof.ts";
import { startSending } from "../rig/send-events.ts";
import { setTimeout as sleep } from "node:timers/promises";

export const oneFeed: Proof = {
  claim:
    "two servers have one feed: what one takes in, the other's listeners see, also after the first was killed",
  async run(rig, { seconds, rate }) {
    const [taking, showing] = rig.servers;
    const ledger = createLedger();
    await using _follower = await followFeed(showing, ledger.listener());

    const sender = startSending({ doors: [taking.door, taking.door], ledger, senders: 4, rate });
    await sleep(seconds * 500);
    await taking.replace("kill");
    await sleep(seconds * 500);
    await sender.finish();
    const balance = await ledger.balance(rig.query);

    return { ...balance, measured: "1 × kill −9 of the taking server", failures: failuresOf(balance) };
  },
};
