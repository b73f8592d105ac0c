import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { killServer } from "../testing/throw-away-folder.ts";
import { query } from "./fixtures/query.ts";
import { spawnHolder, startHolder } from "./fixtures/start-holder.ts";
import { temporaryHome } from "./fixtures/temporary-home.ts";
import { openDatabase } from "./open-database.ts";
import { postmasterFile, readPostmaster } from "./postmaster.ts";

test("the server outlives a process that is killed, and the next one takes it over", async () => {
  await using folder = await temporaryHome();
  const killed = await startHolder(folder.home);
  const before = await readPostmaster(folder.cluster);
  await killed.kill();

  const next = await openDatabase({ dataDir: folder.home });

  expect(next.url).toBe(killed.url);
  expect(await readPostmaster(folder.cluster)).toEqual(before);
  await next[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test.for([200, 500, 700])("a process killed %i ms into its start does not hinder the next", async (ms) => {
  await using folder = await temporaryHome();
  const killed = spawnHolder(folder.home);
  await sleep(ms);
  killed.kill("SIGKILL");
  await once(killed, "exit");

  const next = await openDatabase({ dataDir: folder.home });

  expect(await query(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
  await next[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test("a server that was killed along with its only user is started again", async () => {
  await using folder = await temporaryHome();
  const killed = await startHolder(folder.home);
  await killed.kill();
  await killServer(folder.cluster);

  await using next = await openDatabase({ dataDir: folder.home });

  expect(next.url).toBe(killed.url);
  expect(await query(next.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("after a crash of the machine the number in postmaster.pid may belong to any other process", async () => {
  await using folder = await temporaryHome();
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

test("a server that dies while it is in use comes back at the same address", async () => {
  await using folder = await temporaryHome();
  await using database = await openDatabase({ dataDir: folder.home });

  await killServer(folder.cluster);

  await vi.waitFor(() => query(database.url, "select 1"), { timeout: 20_000, interval: 100 });
});

test("leaving succeeds even when the folder has been deleted meanwhile, and nothing is set up anew", async () => {
  await using folder = await temporaryHome();
  const database = await openDatabase({ dataDir: folder.home });
  await killServer(folder.cluster);
  await rm(folder.home, { recursive: true, maxRetries: 20 });
  await sleep(1_200);

  await database[Symbol.asyncDispose]();

  expect(existsSync(folder.home)).toBe(false);
});
