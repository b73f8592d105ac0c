import { uuidv7 } from "@admin-events/client/node";
import { startContractServer } from "@admin-events/contract";
import { createTestDatabase } from "@admin-events/db/testing";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { parseSettings } from "../env.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { followLink } from "../testing/follow-link.ts";
import { startTestServer } from "../testing/start-test-server.ts";
import { createProgram } from "./program.ts";
import { withDatabase, withProject } from "./project.ts";

test("a printed link signs in to the server that runs on the same database", async () => {
  await using server = await startTestServer();
  const { port } = new URL(server.url);

  const link = await run(server.db.url, ["sign-in-link", "Ann@example.com"], { PORT: port });
  const answer = await followLink(link);

  expect(answer.headers.getSetCookie()).toHaveLength(1);
});

test("keys are created, listed without themselves, and revoked", async () => {
  await using db = await createTestDatabase();

  const created = await run(db.url, [
    "keys",
    "create",
    "Shop",
    "--kind",
    "public",
    "--origin",
    "https://shop.example",
  ]);
  const [key = "", secret] = created.split("\n");
  const list = await run(db.url, ["keys", "list"]);
  const revoked = await run(db.url, ["keys", "revoke", "1"]);

  expect(key).toMatch(/^pk_\w{32}$/);
  expect(secret).toMatch(/^Signing secret, for your server only: ss_\w{32}$/);
  expect(list).toMatch(
    /id +kind +name +key +origins +created +revoked\n +1 +public +Shop +pk_\w{4}… +https:\/\/shop.example/,
  );
  expect(list).not.toContain(key);
  expect(revoked).toBe("Key 1 is revoked.");
  await expect(run(db.url, ["keys", "revoke", "1"])).rejects.toThrow(
    "There is no working key 1: see keys list.",
  );
});

test("a public key gets a new signing secret, a secret key needs none", async () => {
  await using db = await createTestDatabase();
  const created = await run(db.url, ["keys", "create", "Shop", "--kind", "public"]);
  const secretKey = await run(db.url, ["keys", "create", "Server"]);

  const renewed = await run(db.url, ["keys", "signing-secret", "1"]);

  expect(secretKey).toMatch(/^sk_\w{32}$/);
  expect(renewed).toMatch(/^ss_\w{32}$/);
  expect(created).not.toContain(renewed);
  await expect(run(db.url, ["keys", "signing-secret", "2"])).rejects.toThrow(
    "There is no working public key 2: see keys list.",
  );
});

test("a question is answered as JSON, in the project's time zone", async () => {
  await using server = await startTestServer();
  await server.track({ name: "user.signed_up", timestamp: new Date().toISOString() });
  const input = { name: "user.signed_up", from: "2026-01-01", to: "2099-01-01" };

  const answer = await run(server.db.url, ["call", "aggregate", JSON.stringify(input)]);
  const bars = await run(
    server.db.url,
    ["call", "barChart", JSON.stringify({ ...input, from: "2026-03-01", to: "2026-03-02" })],
    { TIME_ZONE: "Europe/Paris" },
  );

  expect(JSON.parse(answer)).toMatchObject({ current: 1 });
  expect(JSON.parse(bars)).toMatchObject({ bars: [{ from: "2026-02-28T23:00:00.000Z" }] });
});

test.each([
  [["call", "nothing"], /^There is no question "nothing"; there are .*aggregate, .*users\.\w+\.$/],
  [["call", "track", "{}"], /^There is no question "track"/],
  [["call", "aggregate", '{"name": order.placed}'], /^The input is not JSON: .*'o'.* order/],
  [["call", "aggregate", '{"name": "order.placed"}'], /from/],
  [["call", "aggregate", '{"name":"order.placed","from":"soon","to":"2026-01-01"}'], /soon/],
  [["keys", "create", "Shop", "--origin", "https://shop.example"], /^allowedOrigins: are for public keys/],
  [["contract"], /^Name the server to check/],
  [["contract", "http://localhost:1"], /^--key is missing/],
  [["handlers", "retry", "nobody"], /^There is no handler "nobody"/],
  [["handlers", "forget", "nobody", "--yes"], /^There is no handler "nobody"/],
  [["sign-in-link", "ann"], /^"ann" is no e-mail address\.$/],
])("%j is refused with a sentence", async (command, sentence) => {
  await using db = await createTestDatabase();

  await expect(run(db.url, command)).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringMatching(sentence) as string,
  });
});

test("handlers are shown once a server has registered them", async () => {
  await using db = await createTestDatabase();
  expect(await run(db.url, ["handlers"])).toMatch(/^No durable handler was ever registered/);

  await using server = await startTestServer();
  expect(await run(server.db.url, ["handlers"])).toMatch(/\nwelcome-email +user\.signed_up +0 +0/);
  expect(await run(server.db.url, ["handlers", "retry", "welcome-email"])).toBe("0 jobs are due now.");
});

test("a handler is forgotten with its jobs, once somebody says yes", async () => {
  await using db = await createTestDatabase();
  await db.em.execute(
    "insert into admin_events.handlers (name, pattern) values ('thank-you', 'user.*'), ('other', 'user.*')",
  );
  const file = await fileWith("what,when\nuser.signed_up,2026-03-05T12:00:00Z\n");
  await run(db.url, ["import", file, "--name", "what", "--time", "when"]);
  await db.em.execute(
    "insert into admin_events.handler_jobs (handler_name, event_id) select name, id from admin_events.handlers, events",
  );

  await expect(run(db.url, ["handlers", "forget", "thank-you"])).rejects.toThrow(
    '1 job is open and would be dropped. Add --yes if no server has the handler "thank-you" any more.',
  );
  const forgotten = await run(db.url, ["handlers", "forget", "thank-you", "--yes"]);

  expect(forgotten).toBe('The handler "thank-you" is forgotten; 1 job is dropped.');
  expect(await db.em.execute("select handler_name as name from admin_events.handler_jobs")).toEqual([
    { name: "other" },
  ]);
  await expect(run(db.url, ["handlers", "forget", "thank-you", "--yes"])).rejects.toThrow(
    'There is no handler "thank-you"; there is other.',
  );
});

test("the sealed activity log is verified, and the first broken link is an error in one sentence", async () => {
  await using server = await startTestServer();
  expect(await run(server.db.url, ["verify"])).toMatch(
    /^Nothing is sealed yet\. With ACTIVITY_HASH_CHAIN=true/,
  );
  await server.track({ name: "post.created" });
  await server.track({ name: "post.removed" });
  await server.db.em.execute(
    "update admin_events.events set resource_type = 'post', received_at = now() - interval '3 days'",
  );
  await using sealing = await startTestServer({ databaseUrl: server.db.url, extendHashChain: true });
  await vi.waitFor(async () => {
    expect(
      await sealing.db.em.execute("select from admin_events.daily_jobs where name = 'seal'"),
    ).toHaveLength(1);
  }, 10_000);

  const verified = await run(server.db.url, ["verify"]);
  const head = /^Head: (\w{64})$/m.exec(verified)?.[1] ?? "";
  const compared = await run(server.db.url, ["verify", "--head", head]);
  await server.db.em.execute("update admin_events.events set resource_id = '7'");

  expect(verified).toMatch(/^2 entries of [23] days verified, until \d{4}-\d\d-\d\d\.\nHead: /);
  expect(compared).toMatch(/\nThe head that you kept is that of \d{4}-\d\d-\d\d: nothing until then/);
  await expect(run(server.db.url, ["verify"])).rejects.toMatchObject({
    name: "AuditChainError",
    message: expect.stringMatching(/^The activity .* was changed after it was sealed: [^.]*\.$/) as string,
  });
});

test("a prune says with --dry-run what would go, and without it deletes that and logs so", async () => {
  await using server = await startTestServer();
  await server.track({
    name: "recipe.eaten",
    timestamp: new Date(Date.now() - 40 * 86_400_000).toISOString(),
  });
  await server.track({ name: "recipe.eaten" });
  const named = async () =>
    (
      await server.db.em.execute<{ name: string }[]>(
        "select name from admin_events.events join admin_events.event_names on event_names.id = name_id order by name",
      )
    ).map(({ name }) => name);

  const planned = await run(server.db.url, ["prune", "--dry-run"], { RETENTION_DAYS: "30" });
  expect(planned).toMatch(/\nrecipe\.eaten +30 +\d{4}-\d\d-\d\d +1\n1 events would go; without --dry-run/);
  expect(await named()).toEqual(["recipe.eaten", "recipe.eaten"]);

  const pruned = await run(server.db.url, ["prune", "--days", "30"]);
  expect(pruned).toMatch(/\n1 events are gone\.$/);
  expect(await named()).toEqual(["events.pruned", "recipe.eaten"]);
  expect(await run(server.db.url, ["prune", "--days", "30"])).toBe("Nothing is old enough to go.");
});

test("what is stored about a user is printed, and forgotten once somebody says yes", async () => {
  await using server = await startTestServer();
  await server.track({ name: "newsletter.subscribed", userId: "u1", metadata: { source: "footer" } });
  const visit = { userId: "u1", timestamp: new Date().toISOString() };
  await send(server, [
    { ...visit, type: "page", id: uuidv7(), sessionId: "s1", path: "/beans" },
    {
      ...visit,
      type: "request",
      id: uuidv7(),
      method: "GET",
      route: "/beans",
      status: 200,
      durationMs: 5,
    },
    { ...visit, type: "identify", id: uuidv7(), anonymousId: "v1" },
  ]);

  const lines = (await run(server.db.url, ["export", "u1"])).split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    "person",
    "person",
    "event",
    "session",
    "page_view",
    "request",
  ]);

  const known = '"u1" would be forgotten, with 1 visitor, 1 session, 1 page view; 1 event and 1 request stay';
  await expect(run(server.db.url, ["erase", "u1"])).rejects.toThrow(known);
  expect(await run(server.db.url, ["erase", "u1", "--anonymise", "--yes"])).toBe(
    '"u1" is forgotten, with 1 visitor, 1 session, 1 page view; 1 event and 1 request stay as nobody\'s.',
  );

  const unknown = 'There is no user "u1": name the application\'s own id, or anonymous:<id> for a visitor.';
  await expect(run(server.db.url, ["export", "u1"])).rejects.toThrow(unknown);
  await expect(run(server.db.url, ["erase", "u1", "--yes"])).rejects.toThrow(unknown);
});

test("a server is held to the contract, and what it does wrong is shown", async () => {
  await using server = await startTestServer();
  const [secretKey, publicKey] = [await server.key(), await server.key({ kind: "public" })];

  for (const key of [secretKey, publicKey]) {
    const table = await run(server.db.url, ["contract", server.url, "--key", key]);
    expect(table).toMatch(/^status +the server …\npassed +returns one result per event, in order\n/);
    expect(table).not.toContain("failed");
  }

  await expect(run(server.db.url, ["contract", `${server.url}/nowhere`, "--key", secretKey])).rejects.toThrow(
    /cases failed/,
  );
});

test("the wire format is printed as JSON Schema", async () => {
  const schema = JSON.parse(await run("", ["contract", "--schema"])) as {
    properties: { events: { items: { oneOf: { properties: { type: { const: string } } }[] } } };
  };

  const types = schema.properties.events.items.oneOf.map(({ properties }) => properties.type.const);
  expect(types).toEqual(expect.arrayContaining(["track", "identify", "alias", "group"]));
});

test("the server that judges clients says where it is", async () => {
  expect(await run("", ["contract", "serve", "--port", "0"])).toMatch(
    /^\d+ cases for clients are explained at http:\/\/127.0.0.1:\d+ as JSON\. Ctrl-C stops it\.$/,
  );
});

test("a port that the server which judges clients cannot have is told, with what to do", async () => {
  await using occupied = await startContractServer();
  const { port } = new URL(occupied.url);

  await expect(run("", ["contract", "serve", "--port", port])).rejects.toThrow(
    `--port ${port} cannot be listened on (EADDRINUSE): name a free one, or 0 for any.`,
  );
  await expect(run("", ["contract", "serve", "--port", "http"])).rejects.toThrow(/^--port http cannot/);
});

test("an import keeps to what UNKNOWN_EVENTS says", async () => {
  await using db = await createTestDatabase();
  const file = await fileWith("what,when\nrecipe.eaten,2026-03-05T12:00:00Z\n");
  const command = ["import", file, "--name", "what", "--time", "when"];

  const refused = await run(db.url, command, { UNKNOWN_EVENTS: "reject" });
  const stored = await run(db.url, command);

  expect(refused).toContain("recipe.eaten is not in the catalog");
  expect(refused).toContain("0 events stored, 1 rows left out.");
  expect(stored).toContain("1 events stored.");
});

test("a backup without a new enough pg_dump names the package, and a restore never touches what is there", async () => {
  await using db = await createTestDatabase();
  const file = await fileWith("");
  await writeFile(`${file}.figures.json`, "{}");

  const backup = await run(db.url, ["backup", file]).catch((error: Error) => error.message);

  // Where pg_dump is as new as the embedded PostgreSQL the backup simply succeeds.
  expect(backup).toMatch(/postgresql-client-\d+|The backup holds 0 events/);
  await expect(run(db.url, ["restore", file])).rejects.toThrow(/^The schema admin_events already has tables/);
  await expect(run(db.url, ["restore", "nowhere"])).rejects.toThrow(/^There is no backup .*nowhere/);
});

test("a migrated database is up to date", async () => {
  await using db = await createTestDatabase();

  expect(await run(db.url, ["migrate"])).toBe("The database is up to date.");
});

/** Sends items with a secret key, and fails the test when one is not stored. */
async function send(server: TestServer, events: object[]): Promise<void> {
  const answer = await fetch(`${server.url}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${await server.key()}` },
    body: JSON.stringify({ events }),
  });
  const { results } = (await answer.json()) as { results: { status: string }[] };
  expect(results.map(({ status }) => status)).toEqual(events.map(() => "ok"));
}

/** A file of this test's own, by its path. */
async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "log.csv");
  await writeFile(file, text);

  return file;
}

/** What a command prints. */
async function run(databaseUrl: string, command: string[], environment: Record<string, string> = {}) {
  const settings = parseSettings({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "only for tests, but long enough for them",
    ...environment,
  });
  const lines: string[] = [];
  const program = createProgram({
    print: (line) => void lines.push(line),
    progress: () => {},
    folder: import.meta.dirname,
    untilStopped: () => Promise.resolve(),
    withProject: (use) => withProject(settings, pino({ level: "silent" }), use),
    withDatabase: (use) => withDatabase(settings, use),
  });

  await program.parseAsync(command, { from: "user" });
  return lines.join("\n");
}
