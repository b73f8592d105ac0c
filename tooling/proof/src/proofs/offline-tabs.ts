import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { openFlakyProxy } from "../harness/flaky-proxy.ts";
import { followFeed } from "../harness/follow-feed.ts";
import { createLedger, findFailures } from "../harness/ledger.ts";
import { startTraffic } from "../harness/traffic.ts";
import { repeatEvenly } from "../harness/under-load.ts";

export const offlineTabs: Proof = {
  claim: "Two tabs that go offline and online miss no event and show none twice",
  async run(harness, scale) {
    await using stack = new AsyncDisposableStack();
    const ledger = createLedger();
    const [server] = harness.servers;
    const proxies = [
      stack.use(await openFlakyProxy(server.url)),
      stack.use(await openFlakyProxy(server.url)),
    ];
    const tabs = [];
    for (const { url } of proxies) {
      tabs.push(stack.use(await followFeed({ url, cookie: server.cookie }, ledger.createListener())));
    }

    const traffic = startTraffic({ senders: [server.sender], ledger, concurrency: 4, rate: scale.rate / 2 });
    await repeatEvenly(scale, async () => {
      for (const proxy of proxies) {
        proxy.goOffline();
        await sleep(200);
        proxy.goOnline();
      }
    });
    await traffic.finish();
    const balance = await ledger.balance(harness.query);
    const resyncs = tabs.reduce((sum, tab) => sum + tab.resyncs(), 0);

    return {
      ...balance,
      measured: `${scale.faults * proxies.length} × offline, ${resyncs} resyncs`,
      failures: [...findFailures(balance), ...(resyncs === 0 ? [] : ["A tab had to reload the history."])],
    };
  },
};
