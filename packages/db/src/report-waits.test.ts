import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { runExclusively } from "./connections/advisory-lock.ts";
import { openClient } from "./connections/open-client.ts";
import { reportWaits } from "./report-waits.ts";
import { createTestDatabase } from "./testing/index.ts";

const times = { schema: "admin_events", firstReportMs: 300, nextReportMs: 300 };

test("a wait for a lock is reported with the process that holds it, and again while it lasts", async () => {
  await using db = await createTestDatabase();
  await using holder = await openClient(db.url, { applicationName: "nightly job" });
  await using waiting = await openClient(db.url, { applicationName: "test", lockTimeoutMs: 200 });
  const messages: string[] = [];
  await using waits = reportWaits(db.url, { ...times, onWaiting: (message) => void messages.push(message) });
  await waits.watch(waiting);
  await holder.query("begin; lock table admin_events.events in access share mode");
  let isOver = false;

  // As a migration does: short attempts with pauses.
  const attempts = (async () => {
    while (!isOver) {
      await waiting.query("begin; lock table admin_events.events in access exclusive mode").catch(() => null);
      await waiting.query("rollback");
      await sleep(100);
    }
  })();
  await vi.waitFor(() => expect(messages.length).toBeGreaterThanOrEqual(2));
  isOver = true;
  await attempts;
  await holder.query("rollback");

  const { rows } = await holder.query<{ pid: number }>("select pg_backend_pid() as pid");
  expect(messages[0]).toMatch(
    new RegExp(
      `^The migration has been waiting for a lock for \\d+ seconds\\. Process ${rows[0]?.pid} \\(nightly job, role admin_events\\) holds it\\. Its transaction has been open for \\d+ seconds, and its last statement began \\d+ seconds ago\\. If it is not needed, end it: select pg_terminate_backend\\(${rows[0]?.pid}\\);$`,
    ),
  );
  expect(waits.describeLast()).toContain("nightly job");
});

test("a wait for another migration is reported", async () => {
  await using db = await createTestDatabase();
  await using holder = await openClient(db.url, { applicationName: "another server" });
  const { promise: released, resolve } = Promise.withResolvers<void>();
  const other = runExclusively(holder, { subject: "migration", schema: "admin_events" }, () => released);
  const messages: string[] = [];
  await using _waits = reportWaits(db.url, { ...times, onWaiting: (message) => void messages.push(message) });

  await vi.waitFor(() => expect(messages[0]).toContain("(another server, role admin_events) holds it."));
  resolve();
  await other;
});

test("without a wait nothing is reported", async () => {
  await using db = await createTestDatabase();
  await using idle = await openClient(db.url, { applicationName: "test" });
  const messages: string[] = [];
  await using waits = reportWaits(db.url, { ...times, onWaiting: (message) => void messages.push(message) });
  await waits.watch(idle);
  await idle.query("begin; select count(*) from admin_events.events");
  await sleep(1_600);

  expect(messages).toEqual([]);
  expect(waits.describeLast()).toBeNull();
});
