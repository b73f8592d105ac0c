import { events as catalog } from "@admin-events/catalog";
import { startEvents } from "@admin-events/core/events";
import { connect } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../proof.ts";
import { followFeed } from "../rig/follow-feed.ts";
import type { Ledger } from "../rig/ledger.ts";
import { createLedger, failuresOf } from "../rig/ledger.ts";
import { nextEvent, startSending } from "../rig/send-events.ts";

const transactions = 4;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The order of commits is not the order of ids: transactions of every length are what a naive cursor stumbles over. */
export const twelveWriters: Proof = {
  claim:
    "12 writers at once, 4 of them in transactions of their own that stay open for up to 50 ms: no listener misses one",
  async run(rig, { seconds, rate }) {
    await using stack = new AsyncDisposableStack();
    const ledger = createLedger();
    for (const server of rig.servers) stack.use(await followFeed(server, ledger.listener()));
    const endsAt = Date.now() + seconds * 1000;

    const doors = rig.servers.map(({ door }) => door);
    const sender = startSending({ doors, ledger, senders: 8, rate, batchSize: 5 });
    await writeInTransactions(rig.cluster.url, ledger, endsAt);
    await sender.finish();
    const balance = await ledger.balance(rig.query);

    return { ...balance, measured: "8 over HTTP, 4 in transactions", failures: failuresOf(balance) };
  },
};

async function writeInTransactions(url: string, ledger: Ledger, endsAt: number): Promise<void> {
  const orm = await connect({ url, poolSize: transactions });
  const runtime = await startEvents({ orm, url, catalog, logger: silent });

  async function work(): Promise<void> {
    while (Date.now() < endsAt) {
      const { id, userId } = nextEvent();
      ledger.noteSent(id);
      await orm.em.fork().transactional(async (em) => {
        await runtime.events.track(em, "search.performed", {
          id,
          userId,
          metadata: { query: "beans", results: 3 },
        });
        await sleep(Math.random() * 50);
      });
      ledger.noteAcknowledged(id);
    }
  }

  await Promise.all(Array.from({ length: transactions }, work));
  await runtime[Symbol.asyncDispose]();
  await orm.close();
}
