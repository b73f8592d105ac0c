import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDatabaseUrl } from "./database-url.ts";

const parse = (query: string) => parseDatabaseUrl(`postgres://ann:secret@db.example:6543/shop?${query}`);

test("an address names host, port, user, password and database, each decoded", () => {
  expect(parseDatabaseUrl("postgresql://ann%40x:p%2Fw%3F@[::1]:6543/my%20shop")).toEqual({
    user: "ann@x",
    password: "p/w?",
    host: "::1",
    port: 6543,
    database: "my shop",
  });
});

test("an address can name a Unix socket", () => {
  expect(parseDatabaseUrl("postgres://ann@/shop?host=/var/run/postgresql")).toMatchObject({
    host: "/var/run/postgresql",
    database: "shop",
  });
});

test.for([
  ["sslmode=disable", false],
  ["sslmode=prefer", { rejectUnauthorized: false }],
  ["sslmode=require", { rejectUnauthorized: false }],
  ["sslmode=no-verify", { rejectUnauthorized: false }],
  ["sslmode=verify-full", {}],
  ["sslmode=require&sslrootcert=system", {}],
  ["sslmode=require&uselibpqcompat=true", { rejectUnauthorized: false }],
  ["ssl=true", {}],
  ["ssl=no-verify", { rejectUnauthorized: false }],
  ["ssl=0", false],
  ["sslnegotiation=direct", { rejectUnauthorized: false }],
])("%s means what it means to PostgreSQL's programs, and never falls back to plain text", ([query, ssl]) => {
  expect(parse(query as string).ssl).toEqual(ssl);
});

test("an address that says nothing about encryption leaves it to the driver's environment", () => {
  expect(parse("application_name=shop")).not.toHaveProperty("ssl");
});

test("with a root certificate, require verifies the chain but not the name of the host", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "certificate-")), "root.crt");
  await writeFile(file, "certificate");

  for (const mode of ["require", "verify-ca"]) {
    const ssl = parse(`sslmode=${mode}&sslrootcert=${encodeURIComponent(file)}`).ssl as object;
    expect(ssl).toMatchObject({ ca: "certificate" });
    expect(ssl).not.toHaveProperty("rejectUnauthorized");
    expect(ssl).toHaveProperty("checkServerIdentity");
  }
  const full = parse(`sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`).ssl;
  expect(full).toEqual({ ca: "certificate" });
});

test("application_name, options, timeouts, keepalives and channel binding reach the driver", () => {
  expect(
    parse(
      "application_name=my%20shop&options=-c%20geqo%3Doff&connect_timeout=7&keepalives_idle=3&statement_timeout=900&channel_binding=require",
    ),
  ).toMatchObject({
    application_name: "my shop",
    options: "-c geqo=off",
    connectionTimeoutMillis: 7_000,
    keepAliveInitialDelayMillis: 3_000,
    statement_timeout: 900,
    enableChannelBinding: true,
  });
});

test.for([
  ["postgres://a:1,b:2/shop", "names several hosts"],
  ["postgres://ann:secret@a,b/shop", "names several hosts"],
  ["postgres:///shop?host=a,b", "names several hosts"],
  ["postgres://a/shop?target_session_attrs=standby", "target_session_attrs=standby is not supported"],
  ["postgres://a/shop?sslmode=allow", "Use sslmode=require or sslmode=disable"],
  ["postgres://a/shop?sslmode=on", "sslmode must be disable, prefer"],
  ["postgres://a/shop?sslmode=verify-ca", "needs sslrootcert"],
  [
    "postgres://a/shop?sslrootcert=/nowhere/root.crt",
    "sslrootcert: the file /nowhere/root.crt cannot be read (ENOENT)",
  ],
  ["postgres://a/shop?pgbouncer=true", 'contains "pgbouncer", which is not supported. Remove it'],
  ["postgres://a/shop?connect_timeout=soon", "connect_timeout must be a whole number of seconds"],
])("%s is refused with a message, because a part of it would be ignored", ([url, message]) => {
  expect(() => parseDatabaseUrl(url!)).toThrow(message);
  expect(() => parseDatabaseUrl(url!)).not.toThrow("secret");
});
