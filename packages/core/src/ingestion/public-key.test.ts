import type { EntityManager } from "@admin-events/db";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signUserId } from "../access/signature.ts";
import { loadEvents } from "../events/index.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { findUser } from "../users/index.ts";
import type { Sender } from "./index.ts";
import { createIngestion, INTERNAL_SENDER, item } from "./index.ts";

const anybody: Sender = { id: 1, kind: "public", signingSecret: "ss_test" };
const DAY_MS = 24 * 60 * 60_000;
let count = 0;

function newId(): string {
  return `019aa000-0000-7000-8000-${String(++count).padStart(12, "0")}`;
}

async function startIngestion(
  options: {
    maxPublicGroupsPerDay?: number;
    maxPublicNamesPerDay?: number;
    maxPublicPeoplePerDay?: number;
  } = {},
) {
  const system = await startTestEvents({ maxPublicNamesPerDay: options.maxPublicNamesPerDay });
  const ingestItems = createIngestion({
    ...options,
    ingest: system.ingest,
    rules: system.rules,
    idCaches: system.idCaches,
    fork: () => system.db.em.fork(),
  });

  async function send(items: object[], sender: Sender = INTERNAL_SENDER) {
    const parsed = items.map((one) => item.parse({ id: newId(), ...one }));
    return ingestItems(parsed, { sender, from: { ip: "203.0.113.77", userAgent: null } });
  }

  return {
    ...system,
    send,
    async outcomes(items: object[], sender?: Sender) {
      const results = await send(items, sender);
      return results.map((result) => {
        if (result.status !== "stored") return result.status === "rejected" ? result.reason : result.status;
        return [result.duplicate ? "duplicate" : "stored", ...result.warnings].join(" | ");
      });
    },
  };
}

/** The content of every table, so that any change shows. */
async function readTables(em: EntityManager): Promise<Map<string, string>> {
  const tables = await em.execute<{ name: string }[]>(
    "select table_name as name from information_schema.tables where table_schema = 'admin_events' order by 1",
  );
  const contents = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await em.execute<{ content: string }[]>(
      `select coalesce(string_agg(stored::text, ',' order by stored::text), '') as content from admin_events.${name} as stored`,
    );
    contents.set(name, row?.content ?? "");
  }

  return contents;
}

/** Each kind of item as anybody sends it, about a visitor and about a user whom a server has identified. */
const sent: Record<string, object> = {
  track: { name: "user.confirmed" },
  identify: { userId: "vera", traits: { email: "eve@evil.example" } },
  alias: { userId: "vera", previousId: "evil" },
  group: { groupType: "company", groupId: "c_1", traits: { plan: "free" } },
  page: { path: "/", sessionId: "s_1" },
  heartbeat: { sessionId: "s_1", pageId: newId(), activeMs: 1_000 },
  request: { method: "GET", route: "/", status: 200, durationMs: 1 },
};

/** Every table, and the items by which a public key adds or changes rows in it. */
const reach: Record<string, readonly string[]> = {
  activity_chain_days: [],
  activity_chain_entries: [],
  activity_chain_erasures: [],
  activity_salts: [],
  actor_salts: [],
  api_keys: [],
  catalog_apps: [],
  catalog_versions: [],
  declared_fields: [],
  erased_people: [],
  erasure_keys: [],
  event_columns: [],
  event_names: ["track"],
  event_rollup_deltas: ["track"],
  event_rollups: [],
  events: ["track"],
  groups: ["group"],
  handler_mails: [],
  handlers: [],
  identities: [],
  imports: [],
  inbox: [],
  migrations: [],
  page_views: ["page"],
  panel_accounts: [],
  panel_sessions: [],
  panel_users: [],
  panel_verifications: [],
  rejected_items: [],
  request_rollups: [],
  request_routes: [],
  request_user_rollups: [],
  requests: [],
  rollup_rebuilds: [],
  sessions: ["page", "heartbeat"],
  stale_request_hours: [],
  user_agents: [],
  users: ["track", "identify", "page", "heartbeat"],
};

test("the table of what a public key reaches has every kind of item and every table", async () => {
  await using ingestion = await startIngestion();

  for (const type of item.options.map(({ shape }) => shape.type)) {
    expect(Object.keys(sent).filter((name) => type.safeParse(name).success)).toHaveLength(1);
  }
  expect([...(await readTables(ingestion.db.em)).keys()]).toEqual(Object.keys(reach));
});

test.each(Object.keys(sent))("a public key's %s changes only the tables it may", async (type) => {
  await using ingestion = await startIngestion();
  await ingestion.send([{ type: "identify", userId: "vera", traits: { name: "Vera" } }]);
  const before = await readTables(ingestion.db.em);

  await ingestion.send([{ type, anonymousId: "evil", ...sent[type] }], anybody);

  const after = await readTables(ingestion.db.em);
  const changed = [...after.keys()].filter((table) => after.get(table) !== before.get(table));
  expect(changed).toEqual(Object.keys(reach).filter((table) => reach[table]?.includes(type)));
  expect(await findUser(ingestion.db.em.fork(), "vera")).toMatchObject({
    email: null,
    name: "Vera",
    traits: {},
    visitors: [],
  });
});

test("the documentation lists exactly what a public key changes", async () => {
  const page = await readFile(join(import.meta.dirname, "../../../../apps/docs/security.md"), "utf8");
  const rows = page.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm);
  const documented = Object.fromEntries(
    Array.from(rows, ([, type = "", tables = ""]) => [type, tables.match(/\w+(?=`)/g) ?? []]),
  );

  expect(documented).toEqual(
    Object.fromEntries(
      Object.keys(sent).map((type) => [
        type,
        Object.keys(reach).filter((table) => reach[table]?.includes(type)),
      ]),
    ),
  );
});

test("a public key neither takes an id from a server nor learns whether a server has used it", async () => {
  await using ingestion = await startIngestion();
  const [claimed, used] = [newId(), newId()];
  const event = (id: string, metadata = {}) => ({ id, name: "user.confirmed", metadata });
  const view = (id: string) => ({ type: "page", id, path: "/", sessionId: "s_1", anonymousId: "v_1" });

  expect(await ingestion.outcomes([event(used)])).toEqual(["stored"]);
  expect(await ingestion.outcomes([event(used), event(claimed), view(claimed)], anybody)).toEqual([
    "stored",
    "stored",
    "stored",
  ]);
  expect(await ingestion.outcomes([event(claimed, { by: "server" }), view(claimed)])).toEqual([
    "stored",
    "stored",
  ]);
  expect(await ingestion.outcomes([event(used), event(claimed), view(claimed)], anybody)).toEqual([
    "duplicate",
    "duplicate",
    "duplicate",
  ]);
  expect((await loadEvents(ingestion.db.em.fork(), [claimed]))[0]?.metadata).toEqual({ by: "server" });
});

test("a public key gets its own ids back", async () => {
  await using ingestion = await startIngestion();
  const id = newId().toUpperCase();

  expect(await ingestion.send([{ id, name: "user.confirmed" }], anybody)).toMatchObject([{ id }]);
});

test("a heartbeat of a public key finds its page view", async () => {
  await using ingestion = await startIngestion();
  const visit = { sessionId: "s_1", anonymousId: "v_1" };
  const id = newId();

  await ingestion.send([{ type: "page", id, path: "/", ...visit }], anybody);
  await ingestion.send([{ type: "heartbeat", pageId: id, activeMs: 5_000, ...visit }], anybody);

  expect(await ingestion.db.em.execute("select duration_ms from admin_events.page_views")).toEqual([
    { duration_ms: 5_000 },
  ]);
});

test.each(Object.keys(sent).filter((type) => !["alias", "request"].includes(type)))(
  "a public key's %s cannot be older than seven days, whatever it says about its clock",
  async (type) => {
    await using ingestion = await startIngestion();
    const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    const one = { type, anonymousId: "v_1", ...sent[type] };

    const [past, recent] = await ingestion.outcomes(
      [
        { ...one, timestamp: at(7.1) },
        { ...one, timestamp: at(6.9) },
      ],
      anybody,
    );

    expect(past).toMatch(/^timestamp: is more than 7 days ago/);
    expect(recent).toMatch(/^stored/);
    expect((await ingestion.outcomes([{ ...one, timestamp: at(400) }]))[0]).toMatch(/^stored/);
  },
);

test("public keys add only so many names in a day; names of the catalog and of servers are not limited", async () => {
  await using ingestion = await startIngestion({ maxPublicNamesPerDay: 3 });
  const events = (first: number, length: number) =>
    Array.from({ length }, (_, index) => ({ name: `zz.n${first + index}` }));
  const storedAs = (name: string) => `stored | ${name} is not in the catalog.`;
  const tooMany = expect.stringMatching(
    /^name: is new, and public keys .* have added 3 names in 24 hours/,
  ) as string;

  await ingestion.send([{ name: "zz.n9" }]);
  const outcomes = await ingestion.outcomes(
    [...events(0, 5), { name: "zz.n9" }, { name: "user.confirmed" }],
    anybody,
  );

  expect(outcomes).toEqual([
    storedAs("zz.n0"),
    storedAs("zz.n1"),
    storedAs("zz.n2"),
    tooMany,
    tooMany,
    storedAs("zz.n9"),
    "stored",
  ]);
  expect(await ingestion.outcomes([{ name: "zz.n0" }, { name: "zz.n4" }], anybody)).toEqual([
    storedAs("zz.n0"),
    tooMany,
  ]);
  expect(await ingestion.outcomes(events(4, 3))).toEqual(["zz.n4", "zz.n5", "zz.n6"].map(storedAs));
  expect(await ingestion.outcomes([{ name: "zz.n4" }], anybody)).toEqual([storedAs("zz.n4")]);
});

test("public keys in several processes add no more names together", async () => {
  await using ingestion = await startIngestion({ maxPublicNamesPerDay: 10 });
  const batches = Array.from({ length: 5 }, (_, batch) =>
    Array.from({ length: 8 }, (_, index) => ({ name: `zz.b${batch}_${index}` })),
  );

  await Promise.all(batches.map((batch) => ingestion.send(batch, anybody)));

  expect(await ingestion.db.em.execute("select 1 from admin_events.event_names")).toHaveLength(10);
});

test("public keys add nobody once so many people are new within a day, and may still name those who are known", async () => {
  await using ingestion = await startIngestion({ maxPublicPeoplePerDay: 3 });
  const track = (details: object) => ({ type: "track", name: "user.confirmed", ...details });
  const countPeople = async () => (await ingestion.db.em.execute("select 1 from admin_events.users")).length;
  const tooMany = expect.stringMatching(/^The person is new, and 3 people and visitors were added/) as string;
  await ingestion.send([track({ userId: "u1" })]);

  expect(await ingestion.outcomes([track({ anonymousId: "v1" }), track({ userId: "u1" })], anybody)).toEqual([
    "stored",
    "stored",
  ]);
  await ingestion.send([{ type: "identify", userId: "u2" }], anybody);
  const page = { type: "page", sessionId: "s1", path: "/" };
  expect(
    await ingestion.outcomes(
      [
        track({ anonymousId: "v2" }),
        { type: "identify", userId: "u3" },
        { type: "alias", userId: "u2", previousId: "v3" },
        { ...page, anonymousId: "v4" },
        track({ userId: "u1", anonymousId: "v5" }),
        { ...page, anonymousId: "v1" },
        track({}),
      ],
      anybody,
    ),
  ).toEqual([tooMany, tooMany, tooMany, tooMany, "stored", "stored", "stored"]);
  expect(await countPeople()).toBe(3);

  await ingestion.send([track({ userId: "u4" })]);
  expect(await countPeople()).toBe(4);
  await ingestion.db.em.execute("update admin_events.users set created_at = now() - interval '2 days'");
  expect(await ingestion.outcomes([track({ anonymousId: "v2" })], anybody)).toEqual(["stored"]);
});

test("public keys add only so many groups in a day, and change none that a server has described", async () => {
  await using ingestion = await startIngestion({ maxPublicGroupsPerDay: 2 });
  const group = (groupId: string, plan: string) => ({
    type: "group",
    groupType: "company",
    groupId,
    traits: { plan },
  });
  await ingestion.send([group("acme", "club")]);

  expect(
    await ingestion.outcomes(
      ["a", "b", "c", "a"].map((id) => group(id, "free")),
      anybody,
    ),
  ).toEqual([
    "stored",
    "stored",
    expect.stringMatching(/^groupId: is new, and public keys .* have added 2 groups/),
    "stored",
  ]);
  expect(await ingestion.outcomes([group("acme", "free")], anybody)).toEqual([
    expect.stringContaining("kept apart as unverified"),
  ]);
  expect(
    await ingestion.db.em.execute(
      "select traits, unverified_traits from admin_events.groups where external_id = 'acme'",
    ),
  ).toEqual([{ traits: { plan: "club" }, unverified_traits: { plan: "free" } }]);
});

test("all traits of a group together are limited", async () => {
  await using ingestion = await startIngestion();
  const grow = (first: number) => ({
    type: "group",
    groupType: "company",
    groupId: "acme",
    traits: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t_${first + index}`, 1])),
  });

  expect(await ingestion.outcomes([grow(0), grow(60)], anybody)).toEqual([
    "stored",
    expect.stringContaining("traits: were not stored"),
  ]);
});

test("an event is proven by a server or by the user's signature, and by nothing else", async () => {
  await using ingestion = await startIngestion();
  const signature = signUserId("vera", "ss_test");
  const event = { name: "user.confirmed" };

  await ingestion.send([{ ...event, userId: "vera", metadata: { n: 0 } }]);
  await ingestion.send(
    [
      { ...event, userId: "vera", signature, metadata: { n: 1 } },
      { ...event, userId: "vera", metadata: { n: 2 } },
      { ...event, anonymousId: "v_1", metadata: { n: 3 } },
      { ...event, metadata: { n: 4 } },
    ],
    anybody,
  );

  expect(
    await ingestion.db.em.execute(
      "select is_unverified from admin_events.events order by (metadata ->> 'n')::int",
    ),
  ).toEqual([null, null, true, true, true].map((is_unverified) => ({ is_unverified })));
});

test("events of a page whose clock is ahead by seconds keep their order and distances", async () => {
  await using ingestion = await startIngestion();
  const now = Date.now();
  const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();
  const visitor = { anonymousId: "v_1" };

  await ingestion.send(
    [
      { name: "cart.opened", ...visitor, timestamp: at(20) },
      { name: "cart.paid", ...visitor, timestamp: at(25) },
    ],
    anybody,
  );

  const rows = await ingestion.db.em.execute<{ at: string }[]>(
    "select occurred_at as at from admin_events.events order by occurred_at",
  );
  expect(rows.map((row) => new Date(row.at).toISOString())).toEqual([at(20), at(25)]);
});
