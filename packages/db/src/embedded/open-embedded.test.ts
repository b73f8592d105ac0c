import { cp, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { query } from "./fixtures/query.ts";
import { startHolder } from "./fixtures/start-holder.ts";
import { createTemporaryHome } from "./fixtures/create-temporary-home.ts";
import { openDatabase } from "./open-database.ts";

test("processes that open the database at the same time share one server", async () => {
  await using folder = await createTemporaryHome();
  const { home } = folder;

  const holders = await Promise.all([startHolder(home), startHolder(home), startHolder(home)]);

  const log = await readFile(join(home, "postgres.log"), "utf8");
  expect(new Set(holders.map(({ url }) => url)).size).toBe(1);
  expect(log.match(/ready to accept connections/g)).toHaveLength(1);
  await Promise.all(holders.map((holder) => holder.release()));
  expect(await folder.isRunning()).toBe(false);
});

test("the last process to dispose stops the server, whichever started it", async () => {
  await using folder = await createTemporaryHome();
  const starter = await startHolder(folder.home);
  const other = await openDatabase({ dataDir: folder.home });

  await starter.release();
  expect(await folder.isRunning()).toBe(true);

  await other[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test("disposing twice does not stop a server that others use", async () => {
  await using folder = await createTemporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  const second = await openDatabase({ dataDir: folder.home });

  await first[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(true);

  await second[Symbol.asyncDispose]();
  expect(await folder.isRunning()).toBe(false);
});

test("rows and URL are the same after a restart", async () => {
  await using folder = await createTemporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  await query(first.url, "create table kept as select 1 as n");
  await first[Symbol.asyncDispose]();

  await using second = await openDatabase({ dataDir: folder.home });

  expect(second).toMatchObject({ url: first.url, embedded: true });
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 1 }]);
});

test("a port in use is replaced by a free one", async () => {
  await using folder = await createTemporaryHome();
  const first = await openDatabase({ dataDir: folder.home });
  await first[Symbol.asyncDispose]();
  await using other = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");

  await using second = await openDatabase({ dataDir: folder.home });

  expect(other.listening).toBe(true);
  expect(second.url).not.toBe(first.url);
  expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a copied folder gets a server of its own while the original runs", async () => {
  await using original = await createTemporaryHome();
  await using folder = await createTemporaryHome();
  await using database = await openDatabase({ dataDir: original.home });
  await cp(original.home, folder.home, { recursive: true });

  await using copy = await openDatabase({ dataDir: folder.home });

  expect(copy.url).not.toBe(database.url);
  expect(await query(copy.url, "show data_directory")).toEqual([{ data_directory: folder.cluster }]);
});

test("the database uses UTF-8, sorts the same on every machine, and runs in UTC", async () => {
  await using folder = await createTemporaryHome();
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
