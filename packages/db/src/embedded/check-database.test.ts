import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createTestDatabase } from "../testing/create-test-database.ts";
import { freePort } from "./free-port.ts";
import { openDatabase } from "./open-database.ts";

const open = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: "/nowhere" });

test("a given database is used as it is and left alone afterwards", async () => {
  await using db = await createTestDatabase();

  const database = await open(db.url);
  await database[Symbol.asyncDispose]();

  expect(database).toMatchObject({ url: db.url, embedded: false });
  expect(await db.em.execute("select 1 as n")).toEqual([{ n: 1 }]);
});

test("where nothing listens, the sentence names host, port and database, and never the password", async () => {
  const port = await freePort();

  const failure = await open(`postgres://ann:secret@localhost:${port}/shop`).catch(String);

  expect(failure).toBe(
    `DatabaseUnavailableError: Nothing listens at localhost:${port} (database "shop"): start PostgreSQL there, correct DATABASE_URL, or leave it empty to use the built-in one.`,
  );
});

test("an unknown host, a wrong password and a missing database are told apart", async () => {
  await using db = await createTestDatabase();
  const change = (part: object) => open(Object.assign(new URL(db.url), part).href);

  await expect(change({ hostname: "db.invalid" })).rejects.toThrow(
    'The host "db.invalid" of DATABASE_URL cannot be found',
  );
  await expect(change({ password: "wrong" })).rejects.toThrow(
    /does not let user "admin_events" into database/,
  );
  await expect(change({ pathname: "/nosuch" })).rejects.toThrow('has no database "nosuch": create it');
});

test.for(["nonsense", "localhost:5432/shop", "mysql://localhost/shop", "postgres://localhost:99999/shop"])(
  "%s is not an address of a PostgreSQL",
  async (address) => {
    await expect(open(address)).rejects.toThrow(
      "DATABASE_URL is not the address of a PostgreSQL: write it like postgres://user:password@localhost:5432/database",
    );
  },
);

test("something else that listens there is not taken for a PostgreSQL", async () => {
  await using server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const opening = open(`postgres://ann:secret@127.0.0.1:${port}/shop`);

  await expect(opening).rejects.toThrow(
    `The PostgreSQL at 127.0.0.1:${port} (database "shop") cannot be used`,
  );
});
