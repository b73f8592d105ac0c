import { createTestDatabase } from "@admin-events/db/testing";
import fc from "fast-check";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";
import { sanitizeText } from "./sanitize-log.ts";
import { startTestServer } from "./testing/start-test-server.ts";

/** A log at the level `debug`, and everything that it has written. */
function openLog() {
  let written = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });

  return { log: createLog({ development: false, logLevel: "debug" }, stream), read: () => written };
}

test.each([
  ["Mail to ann@example.com bounced", "Mail to [email] bounced"],
  ["/users/ann%40example.com", "/users/[email]"],
  ["postgresql://app:s3cret@db.example.com/app", "postgresql://[redacted]@db.example.com/app"],
  ["Authorization: Bearer abc.def-1", "Authorization: Bearer [redacted]"],
  ["the key sk_abcdefgh12345678", "the key sk_[redacted]"],
  ["/sign-in?token=abc123&next=/", "/sign-in?token=[redacted]&next=/"],
  ["cookie session_token=abc; theme=dark", "cookie session_token=[redacted]; theme=dark"],
  ["from 203.0.113.77 to 127.0.0.1:5432", "from 203.0.113.0/24 to 127.0.0.1:5432"],
  ["from 2001:db8:7:1::9, by ::1", "from 2001:db8:7::/48, by ::1"],
  ["Key (email)=(Ann Lee) already exists.", "Key (email)=([redacted]) already exists."],
  ["at /app/.pnpm/pg@8.16.3/node_modules/pg/x.js:9:1", "at /app/.pnpm/pg@8.16.3/node_modules/pg/x.js:9:1"],
  ["/.pnpm/pg-boss@12.1.0_pg@8.16.3/dist", "/.pnpm/pg-boss@12.1.0_pg@8.16.3/dist"],
  ["/.pnpm/@mikro-orm+core@7.0.0-rc.1/dist", "/.pnpm/@mikro-orm+core@7.0.0-rc.1/dist"],
  ["npm i pg@8.16.3 and mail ann@1.2.example.com", "npm i pg@8.16.3 and mail [email]"],
  ["PostgreSQL 18.4, 10:30:00, release 1.2.3", "PostgreSQL 18.4, 10:30:00, release 1.2.3"],
])("%j becomes %j", (text, sanitized) => {
  expect(sanitizeText(text)).toBe(sanitized);
});

/** Without the characters that end a part of a path or the name of a parameter. */
const commonEmail = fc.emailAddress().filter((email) => !/[/=]/.test(email));

test("no email address survives, whatever is around it", () => {
  fc.assert(
    fc.property(commonEmail, fc.string(), fc.string(), (email, before, after) => {
      expect(sanitizeText(`${before} ${email} ${after}`)).not.toContain(` ${email} `);
    }),
  );
});

test("errors of the database are logged without the row, nested ones too", async () => {
  await using db = await createTestDatabase();
  const { log, read } = openLog();
  await db.em.execute("insert into admin_events.users (external_id) values ('ann-secret')");
  const duplicate = await db.em
    .execute("insert into admin_events.users (external_id) values ('ann-secret')")
    .catch((error: unknown) => error);
  const invalid = await db.em.execute("select 'ann-secret'::text::int").catch((error: unknown) => error);

  log.error({ error: duplicate }, "Failed");
  log.error(duplicate);
  log.warn({ result: { status: "failed", error: invalid } }, "Not stored");
  log.error({ error: new Error("Failed", { cause: duplicate }) }, "Failed");

  expect(read()).not.toContain("ann-secret");
  expect(read().match(/users_external_id_unique/g)?.length).toBeGreaterThanOrEqual(3);
  expect(read()).toContain("22P02");
});

test("a server's log holds no address, token or key of those who use it", async () => {
  const { log, read } = openLog();
  await using server = await startTestServer({
    log,
    adminEmail: "marker-admin@example.com",
    trustedProxies: 1,
  });
  const key = await server.key();
  const headers = {
    "X-Forwarded-For": "203.0.113.77",
    "User-Agent": "marker-agent",
    Cookie: "admin_events.session_token=marker-session",
  };
  const post = (path: string, body: string, more: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { method: "POST", body, headers: { ...headers, ...more } });

  await server.signIn("marker-member@example.com");
  await post("/ingest", JSON.stringify({ events: [{ name: "a.b", userId: "marker@example.com" }] }), {
    Authorization: `Bearer ${key}`,
  });
  await post("/ingest", "{}", { Authorization: "Bearer sk_markermarkermarker" });
  await post("/ingest", "not json marker@example.com", { Authorization: `Bearer ${key}` });
  await post("/trpc/track", '{"name":"Bad marker@example.com"}', {
    Authorization: `Bearer ${key}`,
    "Content-Type": "application/json",
  });
  await fetch(`${server.url}/users/marker@example.com?token=marker-token`, { headers });
  await fetch(`${server.url}/trpc/users.get?input=${encodeURIComponent('{"id":"marker@example.com"}')}`, {
    headers,
  });
  await server.db.em.execute("alter table admin_events.events rename to hidden");
  await post("/ingest", JSON.stringify({ events: [{ name: "a.b", userId: "marker@example.com" }] }), {
    Authorization: `Bearer ${key}`,
  });
  await server.db.em.execute("alter table admin_events.hidden rename to events");

  const lines = read();
  expect(lines).toContain("Events could not be stored");
  expect(lines).not.toMatch(/marker(?!-agent)/);
  expect(lines).not.toContain("203.0.113.77");
  expect(lines).not.toContain(key);
});
