import { createTestDatabase } from "@admin-events/db/testing";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { startJobQueue } from "./job-queue.ts";

test("over a connection that delivers notifications a job starts at once", async () => {
  await using db = await createTestDatabase();
  const { logger, warnings } = createLogger();
  await using jobs = await startJobQueue({ url: db.url, logger });

  // Polling alone would take up to a minute.
  expect(await measureStart(jobs, { notifyPollingIntervalSeconds: 60 })).toBeLessThan(5_000);
  expect(warnings).toEqual([]);
});

test("behind a pooler that swallows notifications a job starts within a poll, and a warning says what to set", async () => {
  await using db = await createTestDatabase();
  await using pooler = await startMutePooler(db.url);
  const { logger, warnings } = createLogger();
  await using jobs = await startJobQueue({ url: pooler.url, logger });

  expect(await measureStart(jobs, { notifyPollingIntervalSeconds: 60 })).toBeLessThan(5_000);
  expect(warnings).toEqual([expect.stringContaining("set DIRECT_DATABASE_URL")]);
});

test("behind a pooler jobs listen at the direct address, which must not be a pooler's", async () => {
  await using db = await createTestDatabase();
  await using pooler = await startMutePooler(db.url);
  const { logger, warnings } = createLogger();

  await expect(startJobQueue({ url: pooler.url, directUrl: pooler.url, logger })).rejects.toMatchObject({
    name: "PooledConnectionError",
    message: expect.stringMatching(
      /^The direct database address \(DIRECT_DATABASE_URL\) does not deliver/,
    ) as string,
  });
  await using jobs = await startJobQueue({ url: pooler.url, directUrl: db.url, logger });

  expect(await measureStart(jobs, { notifyPollingIntervalSeconds: 60 })).toBeLessThan(5_000);
  expect(warnings).toEqual([]);
});

async function measureStart(
  { boss }: Awaited<ReturnType<typeof startJobQueue>>,
  options: { notifyPollingIntervalSeconds: number },
): Promise<number> {
  const started = Promise.withResolvers<number>();
  await boss.createQueue("test", { notify: true });
  await boss.work("test", { pollingIntervalSeconds: 0.5, ...options }, () => {
    started.resolve(performance.now());
    return Promise.resolve();
  });
  // The worker's first look happens before the job is there.
  await new Promise((resolve) => setTimeout(resolve, 300));

  const sentAt = performance.now();
  await boss.send("test");

  return (await started.promise) - sentAt;
}

function createLogger() {
  const warnings: string[] = [];
  const ignore = () => undefined;

  return {
    warnings,
    logger: { info: ignore, error: ignore, warn: (_: object, text: string) => void warnings.push(text) },
  };
}

/** Stands between client and PostgreSQL like a pooler in transaction mode: LISTEN succeeds, notifications never arrive. */
async function startMutePooler(url: string): Promise<AsyncDisposable & { url: string }> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => [client, database].map((each) => each.destroy()));
    }
    client.pipe(database);

    let pending = Buffer.alloc(0);
    database.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      // A message of the server is one byte of type, four bytes of length, and the rest.
      while (pending.length >= 5 && pending.length >= 1 + pending.readInt32BE(1)) {
        const length = 1 + pending.readInt32BE(1);
        if (pending[0] !== "A".charCodeAt(0)) client.write(pending.subarray(0, length));
        pending = pending.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target.hostname = "127.0.0.1";
  const pooled = new URL(target);
  pooled.port = String((server.address() as AddressInfo).port);

  return {
    url: pooled.href,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
