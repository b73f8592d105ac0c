import { uuidv7 } from "@admin-events/client/node";
import { expect, test as base } from "@playwright/test";
import { copyFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseKey } from "./parse-key.ts";
import { openPanelClient } from "./open-panel-client.ts";
import type { Move } from "./prepare-move.ts";
import { prepareMove } from "./prepare-move.ts";
import { sendItems } from "./send-items.ts";

interface Fixtures {
  move: Move;
  /** The path of a backup of three events. */
  backup: string;
}

const test = base.extend<object, Fixtures>({
  move: [
    // Playwright reads the fixture names from this pattern.
    async ({}, use) => {
      await using running = new AsyncDisposableStack();
      await use(await prepareMove(running));
    },
    { scope: "worker" },
  ],

  backup: [
    async ({ move }, use) => {
      const database = await move.oldCluster.createDatabase("small");
      const [log, file] = [join(move.folder, "small.csv"), join(move.folder, "small.backup")];
      await writeFile(log, "what,when\na.seen,2026-03-01\nb.seen,2026-03-02\nc.seen,2026-03-03\n");
      await move.cli(database, "import", log, "--name", "what", "--time", "when");
      await move.cli(database, "backup", file);
      await use(file);
    },
    { scope: "worker" },
  ],
});

test("a backup of a running server gives the same results in another cluster, and the live feed continues", async ({
  move,
  request,
}) => {
  test.slow();
  const file = join(move.folder, "shop.backup");
  const oldDatabase = await move.oldCluster.createDatabase("shop");
  const newDatabase = await move.newCluster.createDatabase("shop");
  await move.oldCluster.passTransactions(10_000);
  await move.startServer(oldDatabase);
  const [printed, signInLink] = await Promise.all([
    move.cli(oldDatabase, "keys", "create", "shop"),
    move.cli(oldDatabase, "sign-in-link", "ann@example.com"),
  ]);
  const key = parseKey(printed);
  await sendItems(move.origin, key, createCustomerItems());
  await using client = await openPanelClient(request, signInLink);
  const [before, cursor] = [await client.figures(), await client.liveCursor()];

  const backingUp = move.cli(oldDatabase, "backup", file);
  await sendUntil(backingUp, move.origin, key);
  const backedUp = parseEventCount(await backingUp);
  await move.stopServer();
  const restored = parseEventCount(await move.cli(newDatabase, "restore", file));
  await move.startServer(newDatabase);
  const after = await client.figures();

  expect(before).toMatchObject({
    orders: { length: 20 },
    total: { current: 40 },
    funnel: { steps: [{ count: 20 }, { count: 20 }] },
    usage: { pageViews: { current: 20 } },
  });
  expect(after).toEqual(before);
  expect(restored).toBe(backedUp);
  expect(await client.eventCount()).toBe(backedUp);

  const { resyncs, received } = client.listen(cursor);
  await expect.poll(resyncs).toBe(1);
  const [first] = await sendItems(move.origin, key, [{ name: "parcel.sent" }]);
  await expect.poll(received).toEqual([first]);

  // The transaction ids of the new cluster now overlap those of the restored events.
  await move.newCluster.passTransactions(15_000);
  const [second] = await sendItems(move.origin, key, [{ name: "parcel.received" }]);
  await expect.poll(received).toEqual([first, second]);
});

test("restore fails if the restored row counts differ from those of the backup", async ({ move, backup }) => {
  const file = join(move.folder, "miscounted.backup");
  const { schema, counts } = JSON.parse(await readFile(`${backup}.counts.json`, "utf8")) as {
    schema: string;
    counts: { events: number };
  };
  await copyFile(backup, file);
  await writeFile(
    `${file}.counts.json`,
    JSON.stringify({ schema, counts: { ...counts, events: counts.events + 1 } }),
  );
  const database = await move.newCluster.createDatabase("miscounted");

  await expect(move.cli(database, "restore", file)).rejects.toThrow(
    'The restored row counts differ from the backup (events: 4 → 3). Do not start a server on it. Run: drop schema "admin_events" cascade; drop schema "admin_events_jobs" cascade; then restore another backup.',
  );
});

test("restore into a schema of another name says which one the backup is of, and creates nothing", async ({
  move,
  backup,
}) => {
  const file = join(move.folder, "renamed.backup");
  const { counts } = JSON.parse(await readFile(`${backup}.counts.json`, "utf8")) as { counts: object };
  await copyFile(backup, file);
  await writeFile(`${file}.counts.json`, JSON.stringify({ schema: "other", counts }));
  const database = await move.newCluster.createDatabase("renamed");

  await expect(move.cli(database, "restore", file)).rejects.toThrow(
    "The backup is of schema other. Set DB_SCHEMA=other and restore it again.",
  );
});

test("restore rejects a truncated file and leaves the database empty, so that a complete file can be restored", async ({
  move,
  backup,
}) => {
  const { size } = await stat(backup);
  const file = join(move.folder, "cut.backup");
  await copyFile(`${backup}.counts.json`, `${file}.counts.json`);
  const database = await move.newCluster.createDatabase("cut");

  for (const rest of [Math.floor(size / 2), size - 1]) {
    await copyFile(backup, file);
    await truncate(file, rest);
    await expect(move.cli(database, "restore", file)).rejects.toThrow(
      /pg_restore failed: [^]+\. Nothing was restored\. If the file is incomplete, copy it again/,
    );
  }

  expect(await move.cli(database, "restore", backup)).toContain("Restored 3 events");
});

test("restore repeats the erasures that were made after the backup", async ({ move }) => {
  const oldDatabase = await move.oldCluster.createDatabase("before_erasure");
  const [log, file, list] = ["people.csv", "people.backup", "erasures.json"].map((name) =>
    join(move.folder, name),
  ) as [string, string, string];
  await writeFile(log, "what,who,when\na.seen,ann,2026-03-01\nb.seen,bob,2026-03-02\n");
  await move.cli(oldDatabase, "import", log, "--name", "what", "--user", "who", "--time", "when");
  await move.cli(oldDatabase, "backup", file);
  await move.cli(oldDatabase, "erase", "ann", "--anonymise", "--yes");
  await writeFile(list, await move.cli(oldDatabase, "erasures", "list"));
  const newDatabase = await move.newCluster.createDatabase("after_erasure");

  const restored = await move.cli(newDatabase, "restore", file, "--erasures", list);

  expect(restored).toContain("Restored 2 events.");
  expect(restored).toContain("Added 1 erasure. 1 person was in the database again and is erased.");
  await expect(move.cli(newDatabase, "export", "ann")).rejects.toThrow("Unknown user");
  expect(await move.cli(newDatabase, "export", "bob")).toContain("b.seen");
});

/** Twenty customers who signed up, viewed a page and placed an order, each on one of the last twenty days. */
function createCustomerItems(): object[] {
  return Array.from({ length: 20 }, (_, number) => {
    const userId = `u_${number}`;
    const timestamp = new Date(Date.now() - (number + 1) * 86_400_000).toISOString();
    const order = { orderId: `o_${number}`, total: number, currency: "EUR", items: 1 };

    return [
      { type: "identify", id: uuidv7(), userId, timestamp, traits: { name: `Customer ${number}` } },
      { type: "page", id: uuidv7(), userId, timestamp, sessionId: `s_${number}`, path: "/coffee" },
      { name: "user.signed_up", userId, timestamp, metadata: { plan: "club" } },
      { name: "order.placed", userId, timestamp, metadata: order },
    ];
  }).flat();
}

/** Sends one event after the other until a promise settles. */
async function sendUntil(work: Promise<unknown>, origin: string, key: string): Promise<void> {
  let isDone = false;
  void work.finally(() => (isDone = true)).catch(() => undefined);
  while (!isDone) {
    await sendItems(origin, key, [{ name: "parcel.moved" }]);
    await sleep(20);
  }
}

/** The number of events in the output of a command. */
function parseEventCount(printed: string): number {
  const [, count = ""] = /([\d,]+) events/.exec(printed) ?? [];

  return Number(count.replaceAll(",", ""));
}
