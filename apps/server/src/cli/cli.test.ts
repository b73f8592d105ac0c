import { handlersFor } from "@admin-events/core/events";
import { uuidv7 } from "@admin-events/client/node";
import { startContractServer } from "@admin-events/contract";
import { createTestDatabase } from "@admin-events/db/testing";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { followLink } from "../testing/follow-link.ts";
import { runCommand as run } from "../testing/run-command.ts";
import { startTestServer } from "../testing/start-test-server.ts";

test("sign-in-link prints a link for the running server", async () => {
  await using server = await startTestServer();
  const { port } = new URL(server.url);

  const link = await run(server.db.url, ["sign-in-link", "Ann@example.com"], { PORT: port });
  const answer = await followLink(link);

  expect(answer.headers.getSetCookie()).toHaveLength(1);
});

test("keys can be created, listed without their text, and revoked", async () => {
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
  expect(secret).toMatch(/^Signing secret \(keep it on your server\): ss_\w{32}$/);
  expect(list).toMatch(
    /id +kind +name +key +origins +created +revoked\n +1 +public +Shop +pk_\w{4}… +https:\/\/shop.example/,
  );
  expect(list).not.toContain(key);
  expect(revoked).toBe("Key 1 revoked.");
  await expect(run(db.url, ["keys", "revoke", "1"])).rejects.toThrow(
    "No active key with id 1. Run keys list to see all keys.",
  );
});

test("only public keys can get a new signing secret", async () => {
  await using db = await createTestDatabase();
  const created = await run(db.url, ["keys", "create", "Shop", "--kind", "public"]);
  const secretKey = await run(db.url, ["keys", "create", "Server"]);

  const renewed = await run(db.url, ["keys", "signing-secret", "1"]);

  expect(secretKey).toMatch(/^sk_\w{32}$/);
  expect(renewed).toMatch(/^ss_\w{32}$/);
  expect(created).not.toContain(renewed);
  await expect(run(db.url, ["keys", "signing-secret", "2"])).rejects.toThrow(
    "No active public key with id 2. Run keys list to see all keys.",
  );
});

test("call prints results as JSON in the time zone of the project", async () => {
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
  [["call", "nothing"], /^Unknown query "nothing"\. Available: .*aggregate, .*users\.\w+\.$/],
  [["call", "track", "{}"], /^Unknown query "track"/],
  [["call", "aggregate", '{"name": order.placed}'], /^The input is not valid JSON: .*'o'.* order/],
  [["call", "aggregate", '{"name": "order.placed"}'], /from/],
  [["call", "aggregate", '{"name":"order.placed","from":"soon","to":"2026-01-01"}'], /soon/],
  [
    ["keys", "create", "Shop", "--origin", "https://shop.example"],
    /^allowedOrigins: only public keys have origins/,
  ],
  [["contract"], /^Missing server URL/],
  [["contract", "http://localhost:1"], /^Missing --key/],
  [["handlers", "retry", "nobody"], /^There is no handler "nobody"/],
  [["handlers", "forget", "nobody", "--yes"], /^There is no handler "nobody"/],
  [["sign-in-link", "ann"], /^"ann" is not a valid email address\.$/],
])("%j fails with a message", async (command, message) => {
  await using db = await createTestDatabase();

  await expect(run(db.url, command)).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringMatching(message) as string,
  });
});

test("handlers are shown once a server has registered them", async () => {
  await using db = await createTestDatabase();
  expect(await run(db.url, ["handlers"])).toMatch(/^No durable handler was ever registered/);

  const greet = handlersFor({})("user.*", () => undefined, { name: "greet", durable: true });
  await using server = await startTestServer({ handlers: () => [greet] });
  expect(await run(server.db.url, ["handlers"])).toMatch(/\ngreet +user\.\* +0 +0/);
  expect(await run(server.db.url, ["handlers", "retry", "greet"])).toBe("0 jobs are due now.");
});

test("events of transactions that were rejected are listed, put back and deleted", async () => {
  await using db = await createTestDatabase();
  expect(await run(db.url, ["inbox"])).toBe("No event waits to be stored.\nNo event was rejected.");
  await db.em.execute(`
    insert into admin_events.inbox (id, name, options, problem, rejected_at) values
      (gen_random_uuid(), 'order.placed', '{}', 'metadata.total: is required', now()),
      (gen_random_uuid(), 'cart.emptied', '{}', 'name: cart.emptied is not in the catalog', now())`);

  expect(await run(db.url, ["inbox"])).toMatch(/\norder\.placed +1 +\S+ +metadata\.total: is required/);
  expect(await run(db.url, ["inbox", "retry", "order.placed"])).toBe("1 rejected event put back.");
  expect(await run(db.url, ["inbox"])).toMatch(/^1 event waiting to be stored, the oldest for \d+ s\./);
  await expect(run(db.url, ["inbox", "discard", "cart.emptied"])).rejects.toThrow(
    'Would delete 1 rejected event named "cart.emptied". Run again with --yes to delete.',
  );
  expect(await run(db.url, ["inbox", "discard", "cart.emptied", "--yes"])).toBe(
    'Deleted 1 rejected event named "cart.emptied".',
  );
  await expect(run(db.url, ["inbox", "discard", "cart.emptied", "--yes"])).rejects.toThrow(
    'No event named "cart.emptied" was rejected.',
  );
});

test("a handler is forgotten with its jobs, once somebody says yes", async () => {
  await using db = await createTestDatabase();
  await db.em.execute(
    "insert into admin_events.handlers (name, pattern) values ('thank-you', 'lamp.*'), ('other', 'lamp.*')",
  );
  const file = await createFile("what,when\nlamp.lit,2026-03-05T12:00:00Z\n");
  await run(db.url, ["import", file, "--name", "what", "--time", "when"]);
  await db.em.execute(`
    select admin_events_jobs.create_queue(queue, '{"policy": "standard"}')
    from unnest(array['handlers/thank-you', 'dead-letters/thank-you', 'handlers/other', 'dead-letters/other']) as queue`);
  await db.em.execute(`
    insert into admin_events_jobs.job (name, data)
    select 'handlers/' || name, '{"ids": ["019aa000-0000-7000-8000-000000000001"]}' from admin_events.handlers`);

  await expect(run(db.url, ["handlers", "forget", "thank-you"])).rejects.toThrow(
    '1 job is open and would be dropped. Add --yes if no server has the handler "thank-you" any more.',
  );
  const forgotten = await run(db.url, ["handlers", "forget", "thank-you", "--yes"]);

  expect(forgotten).toBe('The handler "thank-you" is forgotten; 1 job is dropped.');
  expect(await db.em.execute("select name from admin_events_jobs.job")).toEqual([{ name: "handlers/other" }]);
  await expect(run(db.url, ["handlers", "forget", "thank-you", "--yes"])).rejects.toThrow(
    'There is no handler "thank-you"; there is other.',
  );
});

test("verify checks the hash chain and reports the first mismatch", async () => {
  await using server = await startTestServer();
  expect(await run(server.db.url, ["verify"])).toMatch(
    /^The hash chain is empty\. Set ACTIVITY_HASH_CHAIN=true/,
  );
  await server.track({ name: "post.created" });
  await server.track({ name: "post.removed" });
  await server.db.em.execute(
    "update admin_events.events set resource_type = 'post', received_at = now() - interval '3 days'",
  );
  await using chaining = await startTestServer({ databaseUrl: server.db.url, extendHashChain: true });
  await vi.waitFor(async () => {
    expect(
      await chaining.db.em.execute(
        "select from admin_events_jobs.job where name = 'extend-hash-chain' and state = 'completed'",
      ),
    ).toHaveLength(1);
  }, 10_000);

  const verified = await run(server.db.url, ["verify"]);
  const head = /^Head: (\w{64})$/m.exec(verified)?.[1] ?? "";
  const compared = await run(server.db.url, ["verify", "--head", head]);
  await server.db.em.execute("update admin_events.events set resource_id = '7'");

  expect(verified).toMatch(/^Verified 2 entries of [23] days up to \d{4}-\d\d-\d\d\.\nHead: /);
  expect(compared).toMatch(/\nThe given head matches \d{4}-\d\d-\d\d: entries up to that day/);
  await expect(run(server.db.url, ["verify"])).rejects.toMatchObject({
    name: "AuditChainError",
    message: expect.stringMatching(
      /^Activity .* was changed after it was added to the hash chain\. /,
    ) as string,
  });
});

test("prune --dry-run shows what prune deletes and logs", async () => {
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
  expect(planned).toMatch(
    /\nrecipe\.eaten +30 +\d{4}-\d\d-\d\d +1\n1 event would be deleted\. Run without --dry-run/,
  );
  expect(await named()).toEqual(["recipe.eaten", "recipe.eaten"]);

  const pruned = await run(server.db.url, ["prune", "--days", "30"]);
  expect(pruned).toMatch(/\n1 event deleted\.$/);
  expect(await named()).toEqual(["events.pruned", "recipe.eaten"]);
  expect(await run(server.db.url, ["prune", "--days", "30"])).toBe("Nothing to prune.");
});

test("retention shows how long data is kept, and prune --usage deletes usage data", async () => {
  await using server = await startTestServer();
  const old = new Date(Date.now() - 20 * 86_400_000).toISOString();
  const request = { method: "GET", route: "/beans", status: 200, durationMs: 5, timestamp: old };
  await send(server, [{ type: "request", id: uuidv7(), ...request }]);

  const report = await run(server.db.url, ["retention"], { RETENTION_DAYS: "365" });
  const counted = await run(server.db.url, ["prune", "--usage", "--days", "10", "--dry-run"]);
  const deleted = await run(server.db.url, ["prune", "--usage"], { USAGE_RETENTION_DAYS: "10" });

  expect(report).toMatch(/\nEvents +365 days +RETENTION_DAYS +none +\d{4}-\d\d-\d\d 01:00\n/);
  expect(report).toContain(`${old.slice(0, 10)}  never`);
  expect(counted).toMatch(/^1 request, 0 page views, 0 sessions older than 10 days would be deleted\./);
  expect(deleted).toBe("1 request, 0 page views, 0 sessions older than 10 days deleted.");
  await expect(run(server.db.url, ["prune", "--usage"])).rejects.toThrow("USAGE_RETENTION_DAYS is not set.");
});

test("export prints a user's data, and erase --yes erases it", async () => {
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

  const known =
    'Would erase "u1" with 1 visitor, 1 session, 1 page view. Kept without a user: 1 event, 1 request.';
  await expect(run(server.db.url, ["erase", "u1"])).rejects.toThrow(known);
  const erased = await run(server.db.url, ["erase", "u1", "--anonymise", "--yes"], {
    DATA_DIR: await createFolder(),
  });
  expect(erased).toContain(
    'Erased "u1" with 1 visitor, 1 session, 1 page view. Kept without a user: 1 event, 1 request.\nRemoved the person from 0 events and 0 other rows.\n',
  );
  expect(erased).toMatch(/\nThe erasure is in .+\/erasures\/\w+\.json, for `pnpm cli restore`\./);

  const unknown = 'Unknown user "u1". Pass the application\'s user id, or anonymous:<id> for a visitor.';
  await expect(run(server.db.url, ["export", "u1"])).rejects.toThrow(unknown);
  await expect(run(server.db.url, ["erase", "u1", "--yes"])).rejects.toThrow(unknown);
});

test("erasures of one database are repeated on an older copy of it", async () => {
  await using server = await startTestServer();
  await using copy = await createTestDatabase();
  const [folder, environment] = [await createFolder(), { DATA_DIR: await createFolder() }];
  const file = await createFile("what,who,when\nparcel.sent,u1,2026-03-05T12:00:00Z\n");
  const columns = ["--name", "what", "--user", "who", "--time", "when"];
  for (const { url } of [server.db, copy]) await run(url, ["import", file, ...columns]);
  await run(server.db.url, ["erase", "u1", "--yes"], environment);
  const list = join(folder, "erasures.json");
  await writeFile(list, await run(server.db.url, ["erasures", "list"]));

  const repeated = await run(copy.url, ["erasures", "repeat", list], environment);
  const again = await run(copy.url, ["erasures", "repeat", list], environment);

  expect(repeated).toBe("Added 1 erasure. 1 person was in the database again and is erased.");
  expect(again).toBe("The database already knows every erasure on the list.");
  await expect(run(copy.url, ["export", "u1"])).rejects.toThrow("Unknown user");
  await writeFile(list, "{");
  await expect(run(copy.url, ["erasures", "repeat", list])).rejects.toThrow("is not a list of erasures");
  await expect(run(copy.url, ["erasures", "repeat", "nowhere"])).rejects.toThrow(/^Cannot read .*nowhere/);
});

test("contract tests a server and shows failed cases", async () => {
  await using server = await startTestServer();
  const [secretKey, publicKey] = [await server.key(), await server.key({ kind: "public" })];

  for (const key of [secretKey, publicKey]) {
    const table = await run(server.db.url, ["contract", server.url, "--key", key]);
    expect(table).toMatch(/^status +case\npassed +returns one result per event, in order\n/);
    expect(table).not.toContain("failed");
  }

  await expect(run(server.db.url, ["contract", `${server.url}/nowhere`, "--key", secretKey])).rejects.toThrow(
    /cases failed/,
  );
});

test("contract --schema prints the wire format as JSON Schema", async () => {
  const schema = JSON.parse(await run("", ["contract", "--schema"])) as {
    properties: { events: { items: { oneOf: { properties: { type: { const: string } } }[] } } };
  };

  const types = schema.properties.events.items.oneOf.map(({ properties }) => properties.type.const);
  expect(types).toEqual(expect.arrayContaining(["track", "identify", "alias", "group"]));
});

test("contract serve prints its address", async () => {
  expect(await run("", ["contract", "serve", "--port", "0"])).toMatch(
    /^Listening at http:\/\/127.0.0.1:\d+, which describes \d+ client cases as JSON\./,
  );
});

test("contract serve fails with a message if the port is unavailable", async () => {
  await using occupied = await startContractServer();
  const { port } = new URL(occupied.url);

  await expect(run("", ["contract", "serve", "--port", port])).rejects.toThrow(
    `Cannot listen on --port ${port} (EADDRINUSE). Choose a free port, or 0 for any.`,
  );
  await expect(run("", ["contract", "serve", "--port", "http"])).rejects.toThrow(
    /^Cannot listen on --port http/,
  );
});

test("import respects UNKNOWN_EVENTS", async () => {
  await using db = await createTestDatabase();
  const file = await createFile("what,when\nrecipe.eaten,2026-03-05T12:00:00Z\n");
  const command = ["import", file, "--name", "what", "--time", "when"];

  const rejected = await run(db.url, command, { UNKNOWN_EVENTS: "reject" });
  const stored = await run(db.url, command);

  expect(rejected).toContain("recipe.eaten is not in the catalog");
  expect(rejected).toContain("0 events stored, 1 row rejected.");
  expect(rejected).toContain("exit code 1");
  expect(stored).toContain("1 event stored.");
});

test("an import reports rejected rows by reason, keeps them, and exits with 2", async () => {
  await using db = await createTestDatabase();
  const rows = [
    "a.b,2026-03-05",
    "a.b,never",
    "a.b,soon",
    "A b,2026-03-05",
    "a.b,2026-03-06,x",
    "a.b,2026-03-07",
  ];
  const file = await createFile(`what,when\n${rows.join("\n")}\n`);
  const rejected = join(file, "../rejected.csv");

  const output = await run(db.url, toImportCommand(file, "--rejected", rejected));

  expect(output.split("\n")).toEqual([
    `${file}: 2 events stored, 4 rows rejected.`,
    "This is import 1. To delete its events: import --undo 1",
    '2 rows (lines 3, 4): "when" is not a time: "never".',
    '1 row (line 5): "A b" is not an event name such as user.signed_up; set a name prefix.',
    "1 row (line 6): has 3 fields, but the header has 2.",
    `The rejected rows are in ${rejected}.`,
    "exit code 2",
  ]);
  expect(await readFile(rejected, "utf8")).toBe(`what,when\n${rows.slice(1, 5).join("\n")}\n`);
});

test("imports are listed and undone once somebody says yes", async () => {
  await using db = await createTestDatabase();
  const file = await createFile("what,when,who\na.b,2026-03-05,u1\na.b,2026-03-06,u1\n");
  await run(db.url, toImportCommand(file, "--user", "when"));
  const repeated = await run(db.url, toImportCommand(file, "--user", "who"));

  const listed = await run(db.url, ["import", "--list"]);
  await expect(run(db.url, ["import", "--undo", "1"])).rejects.toThrow(
    /^Would delete 2 events of import 1 \(log\.csv, .*\), and the people who have no other data\. Run again with --yes/,
  );
  const undone = await run(db.url, ["import", "--undo", "1", "--yes"]);

  expect(repeated).toContain("0 events stored, 2 duplicates skipped.");
  expect(repeated).toContain("The duplicates are left as import 1 stored them.");
  expect(listed).toMatch(/^id +events +started +finished +file\n 1 +2 +\S+Z +yes +log\.csv$/);
  expect(undone).toMatch(
    /^Deleted 2 events of import 1 \(log\.csv, .*\), and 2 people without other data\.$/,
  );
  expect(await run(db.url, toImportCommand(file, "--user", "who"))).toContain("2 events stored.");
  await expect(run(db.url, ["import", "--undo", "1"])).rejects.toThrow("No import 1. Run import --list");
});

test.each([
  [["import"], /^Missing file/],
  [["import", "log.csv", "--name", "what"], /^Missing --name or --time/],
])("%j fails with a message", async (command, message) => {
  await expect(run("", command)).rejects.toThrow(message);
});

const CLI = join(import.meta.dirname, "main.ts");

test.each([
  ["help", ["--help"]],
  ["an export", ["export", "u1"]],
  ["an import", ["import", "FILE", "--name", "what", "--time", "when"]],
  ["a table", ["import", "--list"]],
  ["an error", ["import", "FILE", "--name", "whta", "--time", "when"]],
])(
  "%s into a closed pipe ends quietly",
  async (_, command) => {
    await using server = await startTestServer();
    for (let index = 0; index < 20; index++) await server.track({ name: "a.b", userId: "u1" });
    const file = await createFile(`what,when\n${"a.b,never\n".repeat(2_000)}a.b,2026-03-05\n`);
    const child = spawn(process.execPath, [CLI, ...command.map((text) => (text === "FILE" ? file : text))], {
      env: {
        ...process.env,
        DATABASE_URL: server.db.url,
        AUTH_SECRET: "only for tests, but long enough for them",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.destroy();

    const [code] = (await once(child, "close")) as [number];

    expect(errors).not.toMatch(/EPIPE|\n +at /);
    expect([0, 1, 2]).toContain(code);
  },
  30_000,
);

test("backup names the package of a missing pg_dump, and restore rejects a database with tables", async () => {
  await using db = await createTestDatabase();
  const file = await createFile("");
  await writeFile(`${file}.counts.json`, JSON.stringify({ schema: "admin_events", counts: {} }));

  const backup = await run(db.url, ["backup", file]).catch((error: Error) => error.message);

  // Where pg_dump is as new as the embedded PostgreSQL the backup simply succeeds.
  expect(backup).toMatch(/postgresql-client-\d+|Backed up 0 events/);
  await expect(run(db.url, ["restore", file])).rejects.toThrow(
    /^The schema admin_events or admin_events_jobs is not empty: table admin_events\.\w+, .+ and \d+ more\. Set/,
  );
  await expect(run(db.url, ["restore", "nowhere"])).rejects.toThrow(/^Cannot read the backup .*nowhere/);
});

test("migrate reports an up-to-date database", async () => {
  await using db = await createTestDatabase();

  expect(await run(db.url, ["migrate"])).toBe("The database is up to date.");
});

/** Sends items with a secret key and expects all of them to be stored. */
async function send(server: TestServer, events: object[]): Promise<void> {
  const answer = await fetch(`${server.url}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${await server.key()}` },
    body: JSON.stringify({ events }),
  });
  const { results } = (await answer.json()) as { results: { status: string }[] };
  expect(results.map(({ status }) => status)).toEqual(events.map(() => "stored"));
}

function toImportCommand(file: string, ...options: string[]): string[] {
  return ["import", file, "--name", "what", "--time", "when", ...options];
}

/** Writes a temporary file and returns its path. */
async function createFile(text: string): Promise<string> {
  const file = join(await createFolder(), "log.csv");
  await writeFile(file, text);

  return file;
}

test("setup-sql prints the statements for the schema of DB_SCHEMA, with the given roles, without a database", async () => {
  const statements = await run("postgres://nowhere.invalid/shop", ["setup-sql", "--runtime", "web"], {
    DB_SCHEMA: "stats",
  });

  expect(statements).toContain('create schema if not exists "stats_jobs" authorization "stats_owner";');
  expect(statements).toContain('grant usage on schema "stats" to "web";');
});

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));

  return folder;
}
