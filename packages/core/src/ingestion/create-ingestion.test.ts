import { expect, test } from "vitest";
import { signUserId } from "../access/signature.ts";
import { listLatest } from "../analytics/index.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { toPublicId } from "../events/index.ts";
import type { Item, Sender } from "./index.ts";
import { createIngestion, item, INTERNAL_SENDER } from "./index.ts";

const page: Sender = { id: 1, kind: "public", signingSecret: "ss_test" };
const at = new Date(Date.now() - 3_600_000).toISOString();
let count = 0;

function newId(): string {
  return `019aa000-0000-7000-8000-${String(++count).padStart(12, "0")}`;
}

function parse(value: object): Item {
  return item.parse({ id: newId(), timestamp: at, ...value });
}

async function startIngestion() {
  const system = await startTestEvents();
  const ingestItems = createIngestion({
    ingest: system.ingest,
    idCaches: system.idCaches,
    rules: system.rules,
    fork: () => system.db.em.fork(),
  });

  return {
    ...system,
    send: (items: Item[], sender = INTERNAL_SENDER) => ingestItems(items, { sender }),
    async statuses(items: Item[], sender = INTERNAL_SENDER) {
      const results = await ingestItems(items, { sender });
      return results.map((result) => (result.status === "rejected" ? result.reason : result.status));
    },
    async rows(query: string) {
      return system.db.em.fork().execute<Record<string, unknown>[]>(query);
    },
    async latest() {
      const { items } = await listLatest(
        { em: system.db.em, catalog: system.rules.catalog, timeZone: "UTC", now: new Date() },
        {},
      );
      return items;
    },
  };
}

test("an item without a type is an event", () => {
  expect(parse({ name: "user.confirmed" }).type).toBe("track");
});

test("items of all types get results in the order sent, and an invalid one does not affect the others", async () => {
  await using ingestion = await startIngestion();
  const event = parse({ name: "user.confirmed", userId: "u_1" });

  const results = await ingestion.statuses([
    event,
    parse({ type: "identify", userId: "u_1", traits: { email: 5 } }),
    parse({ type: "group", groupType: "company", groupId: "c_1", traits: { plan: "club" } }),
    parse({ name: "Signed Up" }),
    parse({ type: "identify", userId: "u_1", traits: { email: "ann@example.com" } }),
    event,
  ]);

  expect(results).toEqual([
    "stored",
    "traits.email: must be a string",
    "stored",
    'name: "Signed Up" must be lowercase words joined by dots, like user.signed_up',
    "stored",
    "stored",
  ]);
  expect(await ingestion.rows("select type, external_id, traits from admin_events.groups")).toEqual([
    { type: "company", external_id: "c_1", traits: { plan: "club" } },
  ]);
});

test("a type that cannot be stored fails and does not affect other types", async () => {
  await using ingestion = await startIngestion();
  await ingestion.rows("alter table admin_events.groups rename to groups_elsewhere");

  const results = await ingestion.statuses([
    parse({ type: "group", groupType: "company", groupId: "c_1" }),
    parse({ name: "user.confirmed" }),
  ]);

  expect(results).toEqual(["failed", "stored"]);
});

test("an event belongs to its user, or to the visitor if it has none", async () => {
  await using ingestion = await startIngestion();

  await ingestion.send([
    parse({ name: "user.confirmed", anonymousId: "v_1" }),
    parse({ name: "user.confirmed", anonymousId: "v_1", userId: "u_1" }),
  ]);

  const people = await ingestion.rows(
    "select external_id from admin_events.events join admin_events.users on users.id = user_id order by external_id",
  );
  expect(people).toEqual([{ external_id: "anonymous:v_1" }, { external_id: "u_1" }]);
});

test.each(["track", "identify"])("the schema of %s checks the userId for a visitor's prefix", (type) => {
  const result = item.safeParse({
    type,
    id: newId(),
    name: "user.confirmed",
    userId: "anonymous:v_1",
  });

  expect(result.success).toBe(type === "track");
});

test("an event whose userId has a visitor's prefix is rejected", async () => {
  await using ingestion = await startIngestion();

  expect(await ingestion.statuses([parse({ name: "user.confirmed", userId: "anonymous:v_1" })])).toEqual([
    'userId: must not begin with "anonymous:"; send visitors as anonymousId',
  ]);
});

test("whatever a public key sends is unverified without a signature, visitors too", async () => {
  await using ingestion = await startIngestion();
  const signature = signUserId("u_1", "ss_test");
  const event = { name: "user.confirmed", userId: "u_1" };
  const [plain, signed, trusted, visitor] = [
    parse(event),
    parse({ ...event, signature }),
    parse(event),
    parse({ name: "user.confirmed", anonymousId: "v_1" }),
  ];

  await ingestion.send([plain, signed, visitor], page);
  await ingestion.send([trusted]);

  const unverified = await ingestion.rows(
    "select id from admin_events.events where is_unverified order by id",
  );
  expect(unverified.map(({ id }) => id).toSorted()).toEqual(
    [toPublicId(plain.id ?? ""), toPublicId(visitor.id ?? "")].toSorted(),
  );
  expect(await ingestion.rows("select id from admin_events.events where is_unverified is null")).toHaveLength(
    2,
  );
});

test("an item with a wrong signature, or one that cannot be checked, is rejected", async () => {
  await using ingestion = await startIngestion();
  const signature = signUserId("u_2", "ss_test");
  const items = [
    parse({ name: "user.confirmed", userId: "u_1", signature }),
    parse({ type: "identify", userId: "u_1", signature }),
    parse({ type: "alias", userId: "u_1", previousId: "v_1", signature }),
    parse({ name: "user.confirmed", userId: "u_2", signature }),
  ];

  const wrong = "signature: does not match the userId; sign the userId with the key's signing secret";
  const unknown =
    "signature: cannot be checked; create a signing secret for the key with `pnpm cli keys signing-secret`";
  expect(await ingestion.statuses(items, page)).toEqual([wrong, wrong, wrong, "stored"]);
  expect(await ingestion.statuses(items, { ...page, signingSecret: null })).toEqual(Array(4).fill(unknown));
  expect(await ingestion.rows("select external_id from admin_events.users")).toEqual([
    { external_id: "u_2" },
  ]);
});

const person = { userId: "u_1", traits: {} };
const visit = { userId: "u_1", sessionId: "s_1" };
const itemsWithTimes: [string, object][] = [
  ["track", { name: "user.confirmed" }],
  ["identify", person],
  ["alias", { userId: "u_1", previousId: "v_1" }],
  ["group", { groupType: "team", groupId: "t_1" }],
  ["page", { ...visit, path: "/" }],
  ["heartbeat", visit],
  ["request", { method: "GET", route: "/", status: 200, durationMs: 1 }],
];

test.each(itemsWithTimes)("nonsense as the time of a %s item is rejected", async (type, fields) => {
  await using ingestion = await startIngestion();
  const items = ["5", "2025-02-30T10:00:00Z", "03/04/2025 10:00", "0000-01-01T00:00:00Z"].map((timestamp) =>
    parse({ type, ...fields, timestamp }),
  );

  expect(await ingestion.statuses(items)).toEqual(
    items.map(
      () => "timestamp: must be an ISO 8601 time in the years 1970 to 2199, like 2026-03-03T10:00:00.000Z",
    ),
  );
});

test.each(itemsWithTimes)("a %s item in the future is stored with a warning", async (type, fields) => {
  await using ingestion = await startIngestion();

  const results = await ingestion.send([parse({ type, ...fields, timestamp: "2100-01-01T00:00:00Z" })]);

  expect(results).toMatchObject([
    { status: "stored", warnings: ["The timestamp is in the future. It was set to one minute from now."] },
  ]);
});

test("every item without an offset is stored at one instant, that of the project's time zone", async () => {
  await using system = await startTestEvents();
  const ingestItems = createIngestion({
    ...system,
    rules: { timeZone: "Europe/Berlin" },
    fork: () => system.db.em.fork(),
  });
  const timestamp = "2025-06-10T12:00:00";

  const results = await ingestItems(
    [
      parse({ type: "page", ...visit, path: "/", timestamp }),
      parse({ type: "request", method: "GET", route: "/", status: 200, durationMs: 1, timestamp }),
    ],
    { sender: INTERNAL_SENDER },
  );

  expect(results.map(({ status }) => status)).toEqual(["stored", "stored"]);
  const rows = await system.db.em.execute<{ at: string }[]>(`
    select occurred_at at time zone 'UTC' || '' as at from admin_events.page_views
    union all select occurred_at at time zone 'UTC' || '' from admin_events.requests`);
  expect(rows.map(({ at }) => at)).toEqual(["2025-06-10 10:00:00", "2025-06-10 10:00:00"]);
});
