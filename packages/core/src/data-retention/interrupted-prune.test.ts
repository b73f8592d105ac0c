import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { extendHashChain, verifyHashChain } from "../activity/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { prune } from "./prune.ts";

const DAY_MS = 86_400_000;
const policy = { catalog: {}, defaultDays: 30 };

async function startWithChain(count: number): Promise<TestEvents> {
  const system = await startTestEvents();
  await system.store(
    Array.from({ length: count }, () => ({
      name: "post.created",
      resourceType: "post",
      timestamp: new Date(Date.now() - 40 * DAY_MS),
    })),
  );
  await system.db.em.execute("update admin_events.events set received_at = occurred_at");
  await extendHashChain(system.db.em.fork(), { catalog: {} });

  return system;
}

async function sumLoggedCounts({ db }: TestEvents): Promise<number> {
  const [row] = await db.em.fork().execute<{ total: number }[]>(`
    select coalesce(sum((metadata ->> 'count')::int), 0)::int as total from admin_events.events
    where metadata ? 'before'`);

  return row?.total ?? 0;
}

test("a batch is deleted together with its log entry, or not at all", async () => {
  await using system = await startWithChain(3);
  const record = () => Promise.reject(new Error("The connection was lost."));

  const pruned = prune({ fork: () => system.db.em.fork(), record }, { policy, mode: "manual" });

  await expect(pruned).rejects.toThrow("The connection was lost.");
  expect(await rowCount(system.db, "events")).toBe(3);
  expect(await verifyHashChain(system.db.em)).toMatchObject({ entries: 3, pruned: 0 });
});

test("a prune that is killed leaves a log that explains every deletion", async () => {
  const stored = 400;
  await using system = await startWithChain(stored);

  for (const delay of [0, 40, 110, 230]) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "fixtures/prune-slowly.ts"), system.db.url],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(child.stdout, "data");
    await sleep(delay);
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;

    const chain = await verifyHashChain(system.db.em);
    expect(await sumLoggedCounts(system)).toBe(chain.pruned);
  }

  await prune({ fork: () => system.db.em.fork(), record: system.record }, { policy, mode: "manual" });
  expect(await verifyHashChain(system.db.em)).toMatchObject({ entries: stored, pruned: stored });
  expect(await sumLoggedCounts(system)).toBe(stored);
});

test("an entry of an earlier day is not changed: a new one follows", async () => {
  await using system = await startWithChain(4);
  const record: typeof system.record = async (em, events, options) => {
    const results = await system.record(em, events, options);
    await em.execute(
      "update admin_events.events set received_at = received_at - interval '1 day' where metadata ? 'before'",
    );
    return results;
  };

  await prune({ fork: () => system.db.em.fork(), record }, { policy, mode: "manual", batchSize: 2 });

  const entries = await system.db.em.execute(
    "select metadata ->> 'count' as count from admin_events.events where metadata ? 'before'",
  );
  expect(entries).toEqual([{ count: "2" }, { count: "2" }]);
});
