import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { openFlakyWay } from "../rig/flaky-way.ts";
import { followFeed } from "../rig/follow-feed.ts";
import { createLedger, failuresOf } from "../rig/ledger.ts";
import { startSending } from "../rig/send-events.ts";
import { spread } from "../rig/under-load.ts";

export const twoTabs: Proof = {
  claim: "two tabs that go off- and online miss nothing and show nothing twice",
  async run(rig, scale) {
    await using stack = new AsyncDisposableStack();
    const ledger = createLedger();
    const [server] = rig.servers;
    const ways = [stack.use(await openFlakyWay(server.url)), stack.use(await openFlakyWay(server.url))];
    const tabs = [];
    for (const { url } of ways) {
      tabs.push(stack.use(await followFeed({ url, cookie: server.cookie }, ledger.listener())));
    }

    const sender = startSending({ doors: [server.door], ledger, senders: 4, rate: scale.rate / 2 });
    await spread(scale, async () => {
      for (const way of ways) {
        way.goOffline();
        await sleep(200);
        way.goOnline();
      }
    });
    await sender.finish();
    const balance = await ledger.balance(rig.query);
    const resyncs = tabs.reduce((sum, tab) => sum + tab.resyncs(), 0);

    return {
      ...balance,
      measured: `${scale.faults * ways.length} × offline, ${resyncs} resyncs`,
      failures: [...failuresOf(balance), ...(resyncs === 0 ? [] : ["A tab was told to start anew."])],
    };
  },
};
