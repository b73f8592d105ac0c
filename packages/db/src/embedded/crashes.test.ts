import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { killServer } from "../testing/temporary-folder.ts";
import { query } from "./fixtures/query.ts";
import { spawnHolder, startHolder } from "./fixtures/start-holder.ts";
import { createTemporaryHome } from "./fixtures/create-temporary-home.ts";
import { openDatabase } from "./open-database.ts";
import { postmasterFile, readPostmaster } from "./postmaster.ts";

test("the server survives a killed process, and the next process uses it", async () => {
  await using folder = await createTemporaryHome();
  const killed = await startHolder(folder.home);
  const before = await readPostmaster(folder.cluster);
  await killed.kill();

  const next = await openDatabase({ dataDir: folder.home });

  expect(next.url).toBe(killed.url);
  expect(await readPostmaster(folder.cluster)).toEqual(before);
  await next[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test.for([200, 500, 700])(
  "a process killed %i ms after its start does not block the next one",
  async (ms) => {
    await using folder = await createTemporaryHome();
    const killed = spawnHolder(folder.home);
    await sleep(ms);
    killed.kill("SIGKILL");
    await once(killed, "exit");

    const next = await openDatabase({ dataDir: folder.home });

    expect(await query(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await next[Symbol.asyncDispose]();
    expect(await folder.isRunning()).toBe(false);
  },
);

test("a server killed together with its only process starts again", async () => {
  await using folder = await createTemporaryHome();
  const killed = await startHolder(folder.home);
  await killed.kill();
  await killServer(folder.cluster);

  await using next = await openDatabase({ dataDir: folder.home });

  expect(next.url).toBe(killed.url);
  expect(await query(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a pid of another process in postmaster.pid does not prevent a start", async () => {
  await using folder = await createTemporaryHome();
  const killed = await startHolder(folder.home);
  await killed.kill();
  const file = postmasterFile(folder.cluster);
  const [, ...rest] = (await readFile(file, "utf8")).split("\n");
  await killServer(folder.cluster);
  await writeFile(file, [process.pid, ...rest].join("\n"));

  await using next = await openDatabase({ dataDir: folder.home });

  expect(next.url).toBe(killed.url);
  expect(await query(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a server that dies while in use restarts at the same URL", async () => {
  await using folder = await createTemporaryHome();
  await using database = await openDatabase({ dataDir: folder.home });

  await killServer(folder.cluster);

  await vi.waitFor(() => query(database.url, "select 1"), { timeout: 20_000, interval: 100 });
});

test("disposing succeeds after the folder was deleted, and creates nothing", async () => {
  await using folder = await createTemporaryHome();
  const database = await openDatabase({ dataDir: folder.home });
  await killServer(folder.cluster);
  await rm(folder.home, { recursive: true, maxRetries: 20 });
  await sleep(1_200);

  await database[Symbol.asyncDispose]();

  expect(existsSync(folder.home)).toBe(false);
});
