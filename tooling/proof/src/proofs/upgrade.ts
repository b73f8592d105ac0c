import { connect, migrate } from "@admin-events/db";
import { createTestCluster } from "@admin-events/db/testing/cluster";
import { Client } from "pg";
import type { Proof } from "../proof.ts";
import { nextEvent } from "../rig/send-events.ts";

/** Where upgrades begin that have to spare running servers. */
const oldest = "create-event-segments";
const events = 5_000_000;
const longestStop = 1_000;

/** The inserts are those of a server of then: only columns that the oldest version had. */
export const upgrade: Proof = {
  claim: `an upgrade of ${events.toLocaleString("en")} events stops no insert for longer than a second, and two may run it at once`,
  isLong: true,
  async run() {
    await using cluster = await createTestCluster({ max_wal_size: "4GB" });
    const url = await createOldDatabase(cluster.url);

    const inserting = insertSteadily(url);
    const [first, second] = await Promise.all([migrate(url), migrate(url)]);
    const { inserted, longest } = await inserting.stop();
    const migrated = first.length + second.length;

    return {
      sent: inserted,
      acknowledged: inserted,
      measured: `${migrated} migrations by two processes, longest stop ${longest.toFixed(0)} ms`,
      failures: [
        ...(longest < longestStop ? [] : [`An insert waited for ${longest.toFixed(0)} ms.`]),
        ...(first.length === 0 || second.length === 0 ? [] : ["Both processes ran migrations."]),
      ],
    };
  },
};

/** A database as the oldest version left it, filled. */
async function createOldDatabase(clusterUrl: string): Promise<string> {
  const admin = new Client({ connectionString: clusterUrl });
  await admin.connect();
  await admin.query("create database old");
  await admin.end();
  const url = new URL(clusterUrl);
  url.pathname = "old";

  const orm = await connect({ url: url.href, poolSize: 2 });
  const pending = (await orm.migrator.getPending()).map(({ name }) => name);
  const target = pending.find((name) => name.includes(oldest));
  if (!target) throw new Error(`There is no migration ${oldest} to begin at.`);
  await orm.migrator.up({ to: target });
  await orm.em.fork().execute(`
    insert into admin_events.event_names (id, name) values (1, 'order.placed');
    insert into admin_events.users (external_id) select 'u' || number from generate_series(1, 200000) as number;
    insert into admin_events.events (id, occurred_at, name_id, user_id, metadata)
    select uuidv7(), now() - number * interval '6 seconds', 1, 1 + number % 200000, '{"plan": "free", "path": "/products"}'
    from generate_series(1, ${events}) as number`);
  await orm.close();

  return url.href;
}

/** One insert after the other, each timed. */
function insertSteadily(connectionString: string) {
  let [isOver, inserted, longest] = [false, 0, 0];

  async function insert(): Promise<void> {
    const client = new Client({ connectionString });
    await client.connect();
    while (!isOver) {
      const { id, timestamp, metadata } = nextEvent();
      const start = performance.now();
      await client.query("insert into admin_events.events (id, occurred_at, name_id, metadata) values ($1, $2, 1, $3)", [
        id,
        timestamp,
        metadata,
      ]);
      longest = Math.max(longest, performance.now() - start);
      inserted++;
    }
    await client.end();
  }

  const inserting = insert();

  return {
    async stop() {
      isOver = true;
      await inserting;
      return { inserted, longest };
    },
  };
}
