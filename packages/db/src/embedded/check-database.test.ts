import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createTestDatabase } from "../testing/create-test-database.ts";
import { findFreePort } from "./find-free-port.ts";
import { openDatabase } from "./open-database.ts";

const open = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: "/nowhere" });

test("a database given by URL is neither changed nor stopped", async () => {
  await using db = await createTestDatabase();

  const database = await open(db.url);
  await database[Symbol.asyncDispose]();

  expect(database).toMatchObject({ url: db.url, embedded: false });
  expect(await db.em.execute("select 1 as n")).toEqual([{ n: 1 }]);
});

test("the message for a closed port names host, port and database, never the password", async () => {
  const port = await findFreePort();

  const failure = await open(`postgres://ann:secret@localhost:${port}/shop`).catch(String);

  expect(failure).toBe(
    `DatabaseUnavailableError: No server answers at localhost:${port} (database "shop"). Start PostgreSQL there, correct DATABASE_URL, or leave it empty to use the built-in PostgreSQL.`,
  );
});

test("an unknown host, a wrong password and a missing database have different messages", async () => {
  await using db = await createTestDatabase();
  const change = (part: object) => open(Object.assign(new URL(db.url), part).href);

  await expect(change({ hostname: "db.invalid" })).rejects.toThrow(
    'The host "db.invalid" in DATABASE_URL does not exist',
  );
  await expect(change({ password: "wrong" })).rejects.toThrow(/rejects user "admin_events" for database/);
  await expect(change({ pathname: "/nosuch" })).rejects.toThrow('has no database "nosuch". Create it');
});

test.for(["nonsense", "localhost:5432/shop", "mysql://localhost/shop", "postgres://localhost:99999/shop"])(
  "%s is not a PostgreSQL URL",
  async (address) => {
    await expect(open(address)).rejects.toThrow(
      "DATABASE_URL is not a PostgreSQL URL. Use the form postgres://user:password@localhost:5432/database",
    );
  },
);

test("a server that is not PostgreSQL is rejected", async () => {
  await using server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const opening = open(`postgres://ann:secret@127.0.0.1:${port}/shop`);

  await expect(opening).rejects.toThrow(
    `Connecting to the PostgreSQL at 127.0.0.1:${port} (database "shop") failed`,
  );
});
