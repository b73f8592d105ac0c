import { defineEvents } from "@admin-events/catalog";
import type { TestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { extendHashChain, verifyHashChain } from "../activity/index.ts";
import { createIngestion, INTERNAL_SENDER, item } from "../ingestion/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { eraseUser } from "./erase-user.ts";
import { exportUser } from "./export-user.sql.ts";

const catalog = defineEvents({ "letter.sent": { title: "Sent a letter", icon: "✉️", pii: ["recipient"] } });
const ID = "u-marker-1";
const EMAIL = "marker@example.org";
const OLD_EMAIL = "former.marker@example.org";
const VISITOR = "0191a6f0-9d3c-7c41-8a53-c0ffee000001";
const NAME = "Mara Markerson";
/** Every text that would tell who the person was. */
const TRACES = ["marker", VISITOR, "markerson", "+49 30 1234"];

const uuid = (number: number) => `0191a6f0-9d3c-7c41-8a53-${String(number).padStart(12, "0")}`;

/** A person who stands in every table, and Bob, who has done the same things. */
async function startWithTraces(): Promise<TestEvents> {
  const system = await startTestEvents();
  const ingestItems = createIngestion({
    ingest: system.ingest,
    rules: system.rules,
    idCaches: system.idCaches,
    fork: system.fork,
  });
  const items = [
    {
      type: "identify",
      id: uuid(1),
      userId: ID,
      anonymousId: VISITOR,
      traits: { email: EMAIL, name: NAME, city: "Kyoto" },
    },
    {
      type: "identify",
      id: uuid(2),
      userId: "bob",
      traits: { email: "bob@example.org", manager: `${NAME} <${EMAIL}>`, peers: [ID] },
    },
    {
      type: "group",
      id: uuid(3),
      groupType: "company",
      groupId: "c_1",
      traits: { contact: EMAIL, seats: 4 },
    },
    { type: "group", id: uuid(4), groupType: "workspace", groupId: ID, traits: {} },
    {
      type: "page",
      id: uuid(5),
      anonymousId: VISITOR,
      sessionId: "s_1",
      path: `/users/${ID}`,
      title: NAME,
      referrer: "https://example.org",
    },
    {
      type: "page",
      id: uuid(6),
      userId: "bob",
      sessionId: `of ${ID}`,
      path: `/users/${ID}/edit`,
      title: `Edit ${EMAIL}`,
      referrer: `https://example.org/${encodeURIComponent(EMAIL)}`,
    },
    {
      type: "request",
      id: uuid(7),
      userId: ID,
      method: "GET",
      route: `/users/${ID}`,
      status: 404,
      durationMs: 1,
      errorCode: `NO ${ID}`,
    },
    {
      type: "request",
      id: uuid(8),
      userId: "bob",
      method: "GET",
      route: `/mails/${EMAIL}`,
      status: 404,
      durationMs: 1,
      errorCode: EMAIL,
    },
  ].map((one) => item.parse(one));
  const results = await ingestItems(items, {
    sender: INTERNAL_SENDER,
    from: { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0" },
  });
  expect(results.map(({ status }) => status)).toEqual(items.map(() => "stored"));

  await system.store([
    {
      name: "letter.sent",
      userId: ID,
      sessionId: ID,
      resourceType: "letter",
      resourceId: "l_1",
      metadata: {
        recipient: NAME,
        nested: { deep: [{ to: EMAIL }, `from ${ID}`], [EMAIL]: 1 },
        homePhone: "+49 30 1234",
        pages: 2,
        signed: true,
        groups: { company: "c_1" },
        long: 12,
      },
    },
    { name: "letter.sent", anonymousId: VISITOR, metadata: { note: `Visitor ${VISITOR}` } },
    {
      name: "user.updated",
      userId: "bob",
      actorRole: "admin",
      resourceType: "user",
      resourceId: ID,
      targetId: ID,
      metadata: {
        email_from: OLD_EMAIL,
        email_to: EMAIL,
        name_from: NAME,
        name_to: "Mara",
        phone_from: "+49 30 1234",
        isActive_to: false,
      },
    },
    {
      name: "user.invited",
      userId: "bob",
      resourceType: "invitation",
      resourceId: ID,
      metadata: { by: "bob", plan: "club" },
    },
    {
      name: "mail.sent",
      userId: "bob",
      module: ID,
      metadata: { to: [OLD_EMAIL], text: `Dear ${EMAIL}, see /users/${ID}.` },
    },
    { name: "mail.sent", userId: "bob", metadata: { to: `not${EMAIL}`, reference: `${ID}2`, big: "x" } },
  ]);
  await plantInDatabase(system.db);

  return system;
}

/** What no item can write. */
async function plantInDatabase({ em }: TestDatabase): Promise<void> {
  await em.execute(
    `update admin_events.events set received_at = now() - interval '3 days' where resource_type is not null`,
  );
  await em.execute(
    `update admin_events.events set metadata = jsonb_set(metadata, '{long}', '12345678901234567890') where metadata ? 'long'`,
  );
  await em.execute(`update admin_events.event_names set title = 'Mail to ${EMAIL}' where name = 'mail.sent'`);
  await em.execute(`select admin_events_jobs.create_queue('handlers/mail', '{"policy": "standard"}')`);
  await em.execute(`
    insert into admin_events_jobs.job (name, data, output, source_output) values
      ('handlers/mail', '{"ids": ["${uuid(9)}"], "to": "${EMAIL}"}', '{"message": "550 <${EMAIL}> unknown"}', '"No ${ID}"')`);
  await em.execute(`
    insert into admin_events_jobs.warning (type, message, data) values ('slow', 'Slow: ${ID}', '{"who": "${EMAIL}"}')`);
  await em.execute(`
    insert into admin_events.rejected_items (hour, key_id, type, name, path, reason, total, last_at, sample)
    values (1, 1, 'track', 'a.b', 'userId', 'must not be "${ID}"', 1, now(), '{"to": "${EMAIL}"}')`);
  await em.execute(`
    insert into admin_events.inbox (id, name, options, problem, rejected_at)
    values ('${uuid(8)}', 'a.b', '{"userId": "${ID}", "metadata": {"to": "${EMAIL}"}}', 'metadata.to: no "${ID}"', now())`);
  await em.execute(
    `insert into admin_events.imports (file, mapping) values ('${ID}.csv', '{"user": "${ID}"}')`,
  );
  await em.execute(
    `update admin_events.users set unverified_traits = '{"boss": "${EMAIL}"}' where external_id = 'bob'`,
  );
  await em.execute(
    `update admin_events.groups set unverified_traits = '{"owner": "${ID}"}' where external_id = 'c_1'`,
  );
  await extendHashChain(em.fork(), { catalog });
}

/** Columns of every table of both schemas that contain a text. */
async function findTraces({ em }: TestDatabase, traces: readonly string[]): Promise<string[]> {
  const tables = await em.execute<{ schema: string; name: string }[]>(`
    select nspname as schema, relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('admin_events', 'admin_events_jobs') and relkind in ('r', 'p') order by 1, 2`);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const rows = await em.execute<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from ${schema}.${name} as t`,
    );
    for (const { row } of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = decodeURIComponent(
          JSON.stringify(value).replaceAll("%", "%25").replaceAll("%2540", "@"),
        ).toLowerCase();
        for (const trace of traces)
          if (text.includes(trace.toLowerCase())) found.push(`${name}.${column}: ${text}`);
      }
    }
  }

  return found;
}

async function exportAll({ fork }: TestEvents, userId: string) {
  const records = [];
  for await (const record of exportUser(fork(), userId)) records.push(record);

  return records;
}

test("anonymising leaves no trace of a person in any column of any table", { timeout: 60_000 }, async () => {
  await using system = await startWithTraces();
  const planted = await findTraces(system.db, TRACES);
  expect(new Set(planted.map((trace) => trace.split(".")[0]))).toEqual(
    new Set([
      "events",
      "event_names",
      "groups",
      "imports",
      "inbox",
      "rejected_items",
      "job",
      "job_common",
      "page_views",
      "request_routes",
      "requests",
      "sessions",
      "users",
      "warning",
    ]),
  );

  const result = await eraseUser(system, { userId: ID, mode: "anonymise", catalog });

  const left = await findTraces(system.db, TRACES);
  // Another address that ends in the same letters, and a longer id.
  expect(left.filter((trace) => !trace.includes(`not${EMAIL}`))).toEqual([]);
  expect(left).toHaveLength(1);
  expect(left[0]).toContain(`"reference": "${ID}2"`.replaceAll('": "', '":"'));
  expect(result).toMatchObject({
    visitors: 1,
    events: 2,
    requests: 1,
    sessions: 1,
    pageViews: 1,
    activitiesAbout: 2,
    remains: [],
  });
});

test(
  "counts, other people's data and everything that names nobody are kept",
  { timeout: 60_000 },
  async () => {
    await using system = await startWithTraces();
    await eraseUser(system, { userId: ID, mode: "anonymise", catalog });

    const events = await system.db.em.execute<{ name: string; metadata: string }[]>(`
    select name, metadata::text as metadata from admin_events.events join admin_events.event_names on event_names.id = name_id
    where name in ('letter.sent', 'user.updated', 'user.invited') order by events.id`);
    expect(events.map(({ name, metadata }) => [name, metadata.includes("12345678901234567890")])).toEqual([
      ["letter.sent", true],
      ["letter.sent", false],
      ["user.updated", false],
      ["user.invited", false],
    ]);
    expect(events.map(({ metadata }) => JSON.parse(metadata) as unknown)).toMatchObject([
      {
        pages: 2,
        signed: true,
        groups: { company: "c_1" },
        homePhone: "[erased]",
        nested: { "[erased]": 1 },
      },
      { note: "Visitor [erased]" },
      { email_from: "[erased]", name_to: "[erased]", isActive_to: false },
      { by: "bob", plan: "club" },
    ]);
    const [bob] = await system.db.em.execute(
      "select email, traits from admin_events.users where external_id = 'bob'",
    );
    expect(bob).toEqual({
      email: "bob@example.org",
      traits: { manager: "[erased] <[erased]>", peers: ["[erased]"] },
    });
  },
);

test(
  "the hash chain accepts the erasure, and still finds a change of an erased activity",
  { timeout: 60_000 },
  async () => {
    await using system = await startWithTraces();
    expect(await verifyHashChain(system.db.em)).toMatchObject({ entries: 3, erased: 0 });

    await eraseUser(system, { userId: ID, mode: "anonymise", catalog });
    expect(await verifyHashChain(system.db.em)).toMatchObject({ entries: 3, erased: 3 });
    await eraseUser(system, { userId: "bob", mode: "drop-metadata", catalog });
    expect(await verifyHashChain(system.db.em)).toMatchObject({ entries: 3 });

    await system.db.em.execute(
      `update admin_events.events set metadata = '{"pages": 3}' where resource_type = 'letter'`,
    );
    await expect(verifyHashChain(system.db.em)).rejects.toThrow(
      /was changed after it was added to the hash chain/,
    );
  },
);

test("an erasure that the log does not contain is reported", { timeout: 60_000 }, async () => {
  await using system = await startWithTraces();
  await eraseUser(system, { userId: ID, mode: "anonymise", catalog });

  await system.db.em.execute(
    "update admin_events.activity_chain_erasures set content = sha256('other') where event_id = (select event_id from admin_events.activity_chain_erasures limit 1)",
  );

  await expect(verifyHashChain(system.db.em)).rejects.toThrow(
    /The log has no activity person\.erased .* 3 changed activities/,
  );
});

test("dropping metadata empties the events by and about the person", { timeout: 60_000 }, async () => {
  await using system = await startWithTraces();

  await eraseUser(system, { userId: ID, mode: "drop-metadata", catalog });

  const rows = await system.db.em.execute<{ metadata: object }[]>(`
    select metadata from admin_events.events join admin_events.event_names on event_names.id = name_id
    where name in ('letter.sent', 'user.updated', 'user.invited')`);
  expect(rows.map(({ metadata }) => metadata)).toEqual([{}, {}, {}, {}]);
});

test(
  "the export contains everything that an erasure removes, and nobody who acted",
  { timeout: 60_000 },
  async () => {
    await using system = await startWithTraces();

    const records = await exportAll(system, ID);

    expect(
      Map.groupBy(records, ({ type }) => type)
        .entries()
        .map(([type, of]) => `${type} ${of.length}`)
        .toArray()
        .toSorted(),
    ).toEqual([
      "activity_about 2",
      "event 2",
      "group 1",
      "mention 29",
      "page_view 1",
      "person 2",
      "request 1",
      "session 1",
    ]);
    expect(records.find(({ type }) => type === "session")).toMatchObject({
      browser: "Firefox 130",
      os: "Linux",
      device: "desktop",
    });
    const about = records.filter(({ type }) => type === "activity_about");
    expect(about).toMatchObject([{ name: "user.updated" }, { name: "user.invited" }]);
    expect(JSON.stringify(about)).not.toContain("bob@example.org");
  },
);

test(
  "a person who never did anything but was acted upon is exported and erased",
  { timeout: 60_000 },
  async () => {
    await using system = await startTestEvents();
    await system.store([
      {
        name: "user.invited",
        userId: "bob",
        resourceType: "user",
        resourceId: "u_carol",
        targetId: "u_carol",
        metadata: { email_to: "carol@example.org" },
      },
      { name: "mail.sent", userId: "bob", metadata: { to: "carol@example.org" } },
    ]);

    expect((await exportAll(system, "u_carol")).map(({ type }) => type)).toEqual([
      "activity_about",
      "mention",
    ]);
    await eraseUser(system, { userId: "u_carol", mode: "anonymise", catalog });

    expect(await findTraces(system.db, ["carol"])).toEqual([]);
    expect(await eraseUser(system, { userId: "u_carol", mode: "anonymise", catalog })).toBeNull();
  },
);

test("an id that is a short number is removed only where it is a person's", { timeout: 60_000 }, async () => {
  await using system = await startTestEvents();
  await system.store([
    {
      name: "order.placed",
      userId: "7",
      resourceType: "order",
      resourceId: "7",
      metadata: { userId: 7, quantity: 7 },
    },
    { name: "user.blocked", userId: "bob", resourceType: "user", resourceId: "7", metadata: { quantity: 7 } },
    {
      name: "order.viewed",
      userId: "bob",
      resourceType: "order",
      resourceId: "7",
      metadata: { quantity: 7 },
    },
  ]);

  await eraseUser(system, { userId: "7", mode: "anonymise", catalog });

  const rows = await system.db.em.execute(`
    select resource_type, resource_id, metadata from admin_events.events
    where resource_type in ('order', 'user') order by id`);
  expect(rows).toEqual([
    { resource_type: "order", resource_id: "7", metadata: { userId: "[erased]", quantity: 7 } },
    { resource_type: "user", resource_id: null, metadata: { quantity: 7 } },
    { resource_type: "order", resource_id: "7", metadata: { quantity: 7 } },
  ]);
});
