import { defineEvents } from "@admin-events/catalog";
import { startEvents } from "@admin-events/core/events";
import { connect } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { followFeed } from "../harness/follow-feed.ts";
import type { Ledger } from "../harness/ledger.ts";
import { createLedger, findFailures } from "../harness/ledger.ts";
import { createEvent, startTraffic } from "../harness/traffic.ts";

const catalog = defineEvents({ "search.performed": { title: "Searched", icon: "🔎" } });
const TRANSACTION_COUNT = 4;
const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Events commit in another order than their ids, which a simple cursor would miss. */
export const concurrentWriters: Proof = {
  claim:
    "With 12 concurrent writers, 4 of them in transactions that stay open for up to 50 ms, no listener misses an event",
  async run(harness, { seconds, rate }) {
    await using stack = new AsyncDisposableStack();
    const ledger = createLedger();
    for (const server of harness.servers) stack.use(await followFeed(server, ledger.createListener()));
    const endsAt = Date.now() + seconds * 1000;

    const senders = harness.servers.map(({ sender }) => sender);
    const traffic = startTraffic({ senders, ledger, concurrency: 8, rate, batchSize: 5 });
    await writeInTransactions(harness.cluster.url, ledger, endsAt);
    await traffic.finish();
    const balance = await ledger.balance(harness.query);

    return { ...balance, measured: "8 over HTTP, 4 in transactions", failures: findFailures(balance) };
  },
};

async function writeInTransactions(url: string, ledger: Ledger, endsAt: number): Promise<void> {
  const orm = await connect({ url, poolSize: TRANSACTION_COUNT });
  const runtime = await startEvents({ orm, url, catalog, logger: silentLogger });

  async function work(): Promise<void> {
    while (Date.now() < endsAt) {
      const { id, userId } = createEvent();
      ledger.recordSent(id);
      await orm.em.fork().transactional(async (em) => {
        await runtime.events.track(em, "search.performed", {
          id,
          userId,
          metadata: { query: "beans", results: 3 },
        });
        await sleep(Math.random() * 50);
      });
      ledger.recordAcknowledged(id);
    }
  }

  await Promise.all(Array.from({ length: TRANSACTION_COUNT }, work));
  await runtime[Symbol.asyncDispose]();
  await orm.close();
}
