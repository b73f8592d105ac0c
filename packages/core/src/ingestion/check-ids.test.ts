import { expect, test } from "vitest";
import { startTestEvents } from "../testing/start-test-events.ts";
import { createIngestion, INTERNAL_SENDER, item } from "./index.ts";

const placeholders = ["undefined", "null", "None", "NaN", "0", "true", "[object Object]", "nil", "anonymous"];
const nothing = ["", " ", "\u200b", "\u2060\ufeff", "\u0000"];
let count = 0;

function newId(): string {
  return `019aa000-0000-7000-8000-${String(++count).padStart(12, "0")}`;
}

async function startIngestion() {
  const system = await startTestEvents();
  const { ingest, rules, idCaches } = system;
  const ingestItems = createIngestion({ ingest, rules, idCaches, fork: () => system.db.em.fork() });

  return {
    ...system,
    send: (items: object[]) =>
      ingestItems(
        items.map((one) => item.parse({ id: newId(), ...one })),
        { sender: INTERNAL_SENDER },
      ),
    async people() {
      const rows = await system.db.em.execute<{ id: string }[]>(
        "select external_id as id from admin_events.users order by 1",
      );
      return rows.map(({ id }) => id);
    },
  };
}

/** Every kind of item, with an optional id that is `id`. */
const withOptional = (id: string) => [
  { name: "user.confirmed", userId: id, anonymousId: "v_1", sessionId: id },
  { name: "user.confirmed", userId: "u_1", anonymousId: id },
  { type: "identify", userId: "u_1", anonymousId: id },
  { type: "group", groupType: "team", groupId: "t_1", userId: id, anonymousId: id },
  { type: "page", path: "/", sessionId: "s_1", userId: id, anonymousId: "v_1" },
  { type: "page", path: "/", sessionId: "s_1", userId: "u_1", anonymousId: id },
  { type: "heartbeat", sessionId: "s_1", userId: id, anonymousId: "v_1", pageId: "" },
  { type: "request", method: "GET", route: "/", status: 200, durationMs: 1, userId: id, errorCode: "" },
];

test.each(nothing)("an optional id that is %j is as good as absent, for every kind of item", async (id) => {
  await using ingestion = await startIngestion();

  const results = await ingestion.send(withOptional(id));

  expect(results).toMatchObject(withOptional(id).map(() => ({ status: "stored", warnings: [] })));
  expect(await ingestion.people()).toEqual(["anonymous:v_1", "u_1"]);
});

test.each(placeholders)(
  "an optional id that is %j is left out with a warning, for every kind of item",
  async (id) => {
    await using ingestion = await startIngestion();

    const results = await ingestion.send(withOptional(id));

    for (const result of results) {
      expect(result).toMatchObject({ status: "stored" });
      expect("warnings" in result && result.warnings[0]).toMatch(/^\w+Id: ".*" was ignored/);
    }
    expect(await ingestion.people()).toEqual(["anonymous:v_1", "u_1"]);
  },
);

test.each([...placeholders, "\u200bundefined "])("%j is rejected where an id is required", async (id) => {
  await using ingestion = await startIngestion();

  const results = await ingestion.send([
    { type: "identify", userId: id, anonymousId: "v_1" },
    { type: "alias", userId: id, previousId: "v_1" },
    { type: "alias", userId: "u_1", previousId: id },
    { type: "group", groupType: "team", groupId: id },
    { type: "page", path: "/", sessionId: id, anonymousId: "v_1" },
    { type: "heartbeat", sessionId: id, anonymousId: "v_1" },
  ]);

  expect(results.map((result) => result.status === "rejected" && result.path)).toEqual([
    "userId",
    "userId",
    "previousId",
    "groupId",
    "sessionId",
    "sessionId",
  ]);
  expect(await ingestion.people()).toEqual([]);
});

test.each(nothing)("%j does not match the schema where an id is required", (id) => {
  const required = { type: "alias", id: newId(), userId: "u_1", previousId: "v_1" };

  expect(item.safeParse({ ...required, userId: id }).success).toBe(false);
  expect(item.safeParse({ ...required, previousId: id }).success).toBe(false);
});

test("two visitors who are identified as undefined stay two visitors", async () => {
  await using ingestion = await startIngestion();

  await ingestion.send([
    { name: "user.confirmed", anonymousId: "a" },
    { name: "user.confirmed", anonymousId: "b" },
    { type: "identify", userId: "undefined", anonymousId: "a", traits: { name: "Ann" } },
    { type: "identify", userId: "undefined", anonymousId: "b", traits: { name: "Ben" } },
  ]);

  expect(await ingestion.people()).toEqual(["anonymous:a", "anonymous:b"]);
});

test("events and activities of the own process follow the same rules", async () => {
  await using ingestion = await startIngestion();

  const tracked = await ingestion.events.track("user.confirmed", {
    id: "",
    userId: "null",
    anonymousId: "v_1",
  });
  const logged = await ingestion.activity.log({
    action: "post.edited",
    actor: "undefined",
    target: "[object Object]",
    resource: { type: "post", id: "undefined" },
  });
  await ingestion.db.em
    .fork()
    .transactional((em) => ingestion.events.track(em, "user.confirmed", { userId: "" }));
  await ingestion.inbox.drain();

  expect(tracked).toMatchObject({
    status: "stored",
    warnings: [expect.stringContaining('userId: "null" was ignored')],
  });
  expect(logged).toMatchObject({
    status: "stored",
    warnings: [
      expect.stringContaining("userId:"),
      expect.stringContaining("resourceId:"),
      expect.stringContaining("targetId:"),
    ],
  });
  expect(await ingestion.people()).toEqual(["anonymous:v_1"]);
});
