import { createTestDatabase } from "@admin-events/db/testing";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "admin-events-start-"));
});

afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test("a value that is not valid names the variable", async () => {
  expect(await start({ PORT: "abc" })).toBe('PORT must be a whole number from 0 to 65535, not "abc".\n');
});

test("a port in use names the port and the variable", async () => {
  await using other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;

  expect(await start({ PORT: String(port) })).toBe(
    `Port ${port} on 127.0.0.1 is already in use. Stop the other program or set PORT to a free port.\n`,
  );
});

test("a password that the database rejects is not shown", async () => {
  const url = new URL(database.url);
  url.password = "wr0ng";

  const message = await start({ DATABASE_URL: url.href });

  expect(message).toMatch(/rejects user .* Correct the user and password in DATABASE_URL\.\n$/);
  expect(message).not.toContain("wr0ng");
});

test("a database that does not exist, or at which nothing listens, is named with its address", async () => {
  const missing = new URL(database.url);
  missing.pathname = "/nowhere";

  expect(await start({ DATABASE_URL: missing.href })).toMatch(/has no database "nowhere"\. Create it/);
  expect(await start({ DATABASE_URL: "postgresql://ann@127.0.0.1:1/events" })).toMatch(
    /^No server answers at 127\.0\.0\.1:1 .* Start PostgreSQL there, correct DATABASE_URL/,
  );
});

test("a host that does not exist is named", async () => {
  expect(await start({ DATABASE_URL: "postgresql://ann@nowhere.invalid/events" })).toMatch(
    /^The host "nowhere\.invalid" in DATABASE_URL does not exist\. Correct it/,
  );
});

test("a data folder that cannot be used is named, with and without a database of its own", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");

  expect(await start({ DATA_DIR: file, DATABASE_URL: "" })).toMatch(/file is not a folder\. Move it/);
  expect(await start({ DATA_DIR: file })).toMatch(
    /^The secret that signs cookies cannot be kept in .* set DATA_DIR to another one, or set AUTH_SECRET\.\n$/,
  );
});

/** Starts the server as `pnpm start` does. @returns what it writes to standard error, which is one line. */
async function start(environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: "0",
      NODE_ENV: "production",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);

  expect(code).toBe(1);
  expect(errors.trimEnd().split("\n")).toHaveLength(1);
  return errors;
}
