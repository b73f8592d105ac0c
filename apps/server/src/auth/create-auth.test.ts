import { DEFAULT_SCHEMA } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { getMigrations } from "better-auth/db/migration";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createAuth } from "./create-auth.ts";

test("the migrations create every table and column that better-auth needs", async () => {
  await using db = await createTestDatabase();
  await using opened = openDatabase(db.url);
  const warnings: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => warnings.push(line) });
  const { auth } = createAuth({ ...options, db: opened.db, log });

  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);

  expect({ toBeCreated, toBeAdded, warnings }).toEqual({ toBeCreated: [], toBeAdded: [], warnings: [] });
});

test("the cookie is HttpOnly and Lax, and Secure with a __Host- prefix on https", async () => {
  await using db = await createTestDatabase();
  await using opened = openDatabase(db.url);
  const log = pino({ level: "silent" });
  const cookieOn = async (origin: string) => {
    const { auth } = createAuth({ ...options, db: opened.db, log, origin });
    return (await auth.$context).authCookies.sessionToken;
  };

  expect(await cookieOn("http://localhost:4300")).toMatchObject({
    name: "admin_events.session_token",
    attributes: { httpOnly: true, sameSite: "lax", secure: false },
  });
  expect(await cookieOn("https://analytics.example")).toMatchObject({
    name: "__Host-admin_events.session_token",
    attributes: { httpOnly: true, sameSite: "lax", secure: true, path: "/" },
  });
});

test("under a base path the cookie is sent there only, which a __Host- cookie cannot be", async () => {
  await using db = await createTestDatabase();
  await using opened = openDatabase(db.url);
  const log = pino({ level: "silent" });
  const origin = "https://example.com";
  const { auth } = createAuth({ ...options, db: opened.db, log, origin, basePath: "/analytics" });

  expect((await auth.$context).authCookies.sessionToken).toMatchObject({
    name: "__Secure-admin_events.session_token",
    attributes: { httpOnly: true, secure: true, path: "/analytics" },
  });
});

const options = {
  origin: "http://localhost:4300",
  basePath: "",
  secret: "a secret that is long enough for it",
};

/** better-auth compares its tables with those of the first schema in `search_path`. */
function openDatabase(url: string) {
  const pool = new Pool({ connectionString: url, max: 1, options: `-c search_path=${DEFAULT_SCHEMA}` });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { db, [Symbol.asyncDispose]: () => pool.end() };
}
