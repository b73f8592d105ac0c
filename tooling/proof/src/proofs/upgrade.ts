import { migrate } from "@admin-events/db";
import { IndexMigration, migrations } from "@admin-events/db/migrations";
import { createTestCluster } from "@admin-events/db/testing/cluster";
import { Client } from "pg";
import { createEvent } from "../harness/traffic.ts";
import type { Proof } from "../proof.ts";

const EVENT_COUNT = 5_000_000;
const MAX_STOP_MS = 1_000;

/** A migration of a later release, of the kind that takes longest: it rebuilds an index and adds one. */
class LaterIndexes extends IndexMigration {
  override up(): void {
    this.build("events_metadata_index", "events using gin (metadata jsonb_path_ops)");
    this.build("events_user_id_name_id_index", "events (user_id, name_id)");
  }
}

const laterRelease = [...migrations, { name: "9999-01-01-later-indexes", class: LaterIndexes }];

/** The inserts are those of a server of the earlier release, which keeps running during the upgrade. */
export const upgrade: Proof = {
  claim: `Upgrading a database of ${EVENT_COUNT.toLocaleString("en")} events delays no insert by more than a second, and two processes may start it at once`,
  isLong: true,
  async run() {
    await using cluster = await createTestCluster({ max_wal_size: "4GB" });
    await fillEvents(cluster.url);

    const inserting = insertContinuously(cluster.url);
    const [first, second] = await Promise.all([
      migrate(cluster.url, { migrations: laterRelease }),
      migrate(cluster.url, { migrations: laterRelease }),
    ]);
    const { inserted, maxInsertMs } = await inserting.stop();
    const migrated = [...first, ...second];

    return {
      sent: inserted,
      acknowledged: inserted,
      measured: `${migrated.length} migration by two processes, longest insert ${maxInsertMs.toFixed(0)} ms`,
      failures: [
        ...(maxInsertMs < MAX_STOP_MS ? [] : [`An insert took ${maxInsertMs.toFixed(0)} ms.`]),
        ...(migrated.length === 1 ? [] : [`${migrated.length} migrations ran instead of 1.`]),
      ],
    };
  },
};

/** Fills a database at the first release's migrations. */
async function fillEvents(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`
    insert into admin_events.event_names (id, name) values (1, 'order.placed');
    insert into admin_events.users (external_id) select 'u' || number from generate_series(1, 200000) as number;
    insert into admin_events.events (id, occurred_at, name_id, user_id, metadata)
    select uuidv7(), now() - number * interval '6 seconds', 1, 1 + number % 200000, '{"plan": "free", "path": "/products"}'
    from generate_series(1, ${EVENT_COUNT}) as number`);
  await client.end();
}

/** One insert after the other, each timed. */
function insertContinuously(connectionString: string) {
  let [isOver, inserted, maxInsertMs] = [false, 0, 0];

  async function insert(): Promise<void> {
    const client = new Client({ connectionString });
    await client.connect();
    while (!isOver) {
      const { id, timestamp, metadata } = createEvent();
      const start = performance.now();
      await client.query(
        "insert into admin_events.events (id, occurred_at, name_id, metadata) values ($1, $2, 1, $3)",
        [id, timestamp, metadata],
      );
      maxInsertMs = Math.max(maxInsertMs, performance.now() - start);
      inserted++;
    }
    await client.end();
  }

  const inserting = insert();

  return {
    async stop() {
      isOver = true;
      await inserting;
      return { inserted, maxInsertMs };
    },
  };
}
