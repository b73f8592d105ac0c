import { cp, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { query } from "./fixtures/query.ts";
import { startHolder } from "./fixtures/start-holder.ts";
import { temporaryHome } from "./fixtures/temporary-home.ts";
import { openDatabase } from "./open-database.ts";

test("processes that open the database at the same moment share one server", async () => {
  await using folder = await temporaryHome();
  const { home } = folder;

  const holders = await Promise.all([startHolder(home), startHolder(home), startHolder(home)]);

  const log = await readFile(join(home, "postgres.log"), "utf8");
  expect(new Set(holders.map(({ url }) => url)).size).toBe(1);
  expect(log.match(/ready to accept connections/g)).toHaveLength(1);
  await Promise.all(holders.map((holder) => holder.leave()));
  expect(await folder.isRunning()).toBe(false);
});

test("the last one to leave stops the server, whoever started it", async () => {
  await using folder = await temporaryHome();
  const starter = await startHolder(folder.home);
  const other = await openDatabase({ dataDir: folder.home });

  await starter.leave();
  expect(await folder.isRunning()).toBe(true);

  await other[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test("disposing twice does not take the server from somebody else", async () => {
  await using folder = await temporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  const second = await openDatabase({ dataDir: folder.home });

  await first[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(true);

  await second[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test("rows and address are the same after a stop and a start", async () => {
  await using folder = await temporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  await query(first.url, "create table kept as select 1 as n");
  await first[Symbol.asyncDispose]();

  await using second = await openDatabase({ dataDir: folder.home });

  expect(second).toMatchObject({ url: first.url, embedded: true });
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 1 }]);
});

test("a port that has been taken meanwhile is replaced by a free one", async () => {
  await using folder = await temporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  await first[Symbol.asyncDispose]();
  await using other = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");

  await using second = await openDatabase({ dataDir: folder.home });

  expect(other.listening).toBe(true);
  expect(second.url).not.toBe(first.url);
  expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a copy of the folder gets a server of its own while the original runs", async () => {
  await using original = await temporaryHome();
  await using folder = await temporaryHome();
  await using database = await openDatabase({ dataDir: original.home });
  await cp(original.home, folder.home, { recursive: true });

  await using copy = await openDatabase({ dataDir: folder.home });

  expect(copy.url).not.toBe(database.url);
  expect(await query(copy.url, "show data_directory")).toEqual([{ data_directory: folder.cluster }]);
});

test("it speaks UTF-8, orders the same on every machine, and keeps its clock in UTC", async () => {
  await using folder = await temporaryHome();
  await using database = await openDatabase({ dataDir: folder.home });

  const [answer] = await query(
    database.url,
    `select getdatabaseencoding() as encoding, current_setting('timezone') as zone, upper('ä') as upper, 'B' < 'a' as by_code_point,
      current_setting('server_version_num')::int / 10000 as version, current_setting('listen_addresses') as addresses`,
  );

  expect(answer).toEqual({
    encoding: "UTF8",
    zone: "UTC",
    upper: "Ä",
    by_code_point: true,
    version: 18,
    addresses: "127.0.0.1",
  });
});
