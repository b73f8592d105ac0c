import { expect, test } from "vitest";
import { signatureOf } from "../access/signature.ts";
import { listLatest } from "../analytics/index.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import type { Item, Sender } from "./index.ts";
import { createIngestion, item, INTERNAL_SENDER } from "./index.ts";

const page: Sender = { kind: "public", signingSecret: "ss_test" };
const at = "2026-03-05T12:00:00.000Z";
let count = 0;

function newId(): string {
  return `019aa000-0000-7000-8000-${String(++count).padStart(12, "0")}`;
}

function read(value: object): Item {
  return item.parse({ id: newId(), timestamp: at, ...value });
}

async function openIngestion() {
  const system = await startTestEvents();
  const ingestItems = createIngestion({
    ingest: system.ingest,
    dictionaries: system.dictionaries,
    fork: () => system.db.em.fork(),
  });

  return {
    ...system,
    send: (items: Item[], sender = INTERNAL_SENDER) => ingestItems(items, { sender }),
    /** The statuses of the answers, with the reason of a refusal. */
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

test("something without a type is an event", () => {
  expect(read({ name: "user.confirmed" }).type).toBe("track");
});

test("items of every type are answered in the order sent, a wrong one for itself", async () => {
  await using intake = await openIngestion();
  const event = read({ name: "user.confirmed", userId: "u_1" });

  const results = await intake.statuses([
    event,
    read({ type: "identify", userId: "u_1", traits: { email: 5 } }),
    read({ type: "group", groupType: "company", groupId: "c_1", traits: { plan: "club" } }),
    read({ name: "Signed Up" }),
    read({ type: "identify", userId: "u_1", traits: { email: "ann@example.com" } }),
    event,
  ]);

  expect(results).toEqual([
    "stored",
    "traits.email: must be a text",
    "stored",
    'name: "Signed Up" must be lowercase words joined by dots, like user.signed_up',
    "stored",
    "stored",
  ]);
  expect(await intake.rows("select type, external_id, traits from admin_events.groups")).toEqual([
    { type: "company", external_id: "c_1", traits: { plan: "club" } },
  ]);
});

test("what cannot be stored just now fails, and costs no other type", async () => {
  await using intake = await openIngestion();
  await intake.rows("alter table admin_events.groups rename to groups_elsewhere");

  const results = await intake.statuses([
    read({ type: "group", groupType: "company", groupId: "c_1" }),
    read({ name: "user.confirmed" }),
  ]);

  expect(results).toEqual(["failed", "stored"]);
});

test("an event without a user belongs to the visitor, one with a user to the user", async () => {
  await using intake = await openIngestion();

  await intake.send([
    read({ name: "user.confirmed", anonymousId: "v_1" }),
    read({ name: "user.confirmed", anonymousId: "v_1", userId: "u_1" }),
  ]);

  const people = await intake.rows(
    "select external_id from admin_events.events join admin_events.users on users.id = user_id order by external_id",
  );
  expect(people).toEqual([{ external_id: "anonymous:v_1" }, { external_id: "u_1" }]);
});

test.each(["track", "identify"])("%s may not take a visitor's name for a user's", (type) => {
  const result = item.safeParse({
    type,
    id: newId(),
    name: "user.confirmed",
    userId: "anonymous:v_1",
  });

  expect(result.success).toBe(type === "track");
});

test("an event of a user with a visitor's name is refused", async () => {
  await using intake = await openIngestion();

  expect(await intake.statuses([read({ name: "user.confirmed", userId: "anonymous:v_1" })])).toEqual([
    'userId: may not begin with "anonymous:"; name a visitor by anonymousId',
  ]);
});

test("under a public key a user is unverified until the server's signature says so", async () => {
  await using intake = await openIngestion();
  const signature = signatureOf("u_1", "ss_test");
  const event = { name: "user.confirmed", userId: "u_1" };
  const [plain, signed, trusted, visitor] = [
    read(event),
    read({ ...event, signature }),
    read(event),
    read({ name: "user.confirmed", anonymousId: "v_1" }),
  ];

  await intake.send([plain, signed, visitor], page);
  await intake.send([trusted]);

  const unverified = await intake.rows("select id from admin_events.events where is_unverified");
  expect(unverified).toEqual([{ id: plain.id }]);
  expect(await intake.rows("select id from admin_events.events where is_unverified is null")).toHaveLength(3);
});

test("a signature that is another user's, or that nobody can check, refuses what carries it", async () => {
  await using intake = await openIngestion();
  const signature = signatureOf("u_2", "ss_test");
  const items = [
    read({ name: "user.confirmed", userId: "u_1", signature }),
    read({ type: "identify", userId: "u_1", signature }),
    read({ type: "alias", userId: "u_1", previousId: "v_1", signature }),
    read({ name: "user.confirmed", userId: "u_2", signature }),
  ];

  const wrong = "signature: is not that of the userId; sign it with the key's signing secret";
  const unknown =
    "signature: cannot be checked; make a signing secret for the key with `pnpm cli keys signing-secret`";
  expect(await intake.statuses(items, page)).toEqual([wrong, wrong, wrong, "stored"]);
  expect(await intake.statuses(items, { ...page, signingSecret: null })).toEqual(Array(4).fill(unknown));
  expect(await intake.rows("select external_id from admin_events.users")).toEqual([{ external_id: "u_2" }]);
});
