import { expect, test } from "vitest";
import { loadEvents } from "../events/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { alias } from "./alias.ts";
import { findUser } from "./find-user.sql.ts";
import { identify } from "./identify.ts";
import { unlinkVisitor } from "./unlink-visitor.ts";

const linkedToAnother = [
  "The visitor is already linked to another user. Call reset() when a user signs out.",
];

function signIn({ db }: TestEvents, userId: string, anonymousId: string) {
  return identify(db.em.fork(), { userId, anonymousId, traits: {}, at: new Date(), isVerified: false });
}

async function getEventCount({ db }: TestEvents, userId: string) {
  return (await findUser(db.em.fork(), userId))?.eventCount;
}

test("a visitor's events before and after signing in count as the user's", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);

  const warnings = await signIn(system, "u_1", "v_1");
  await system.store([
    { name: "user.confirmed", anonymousId: "v_1" },
    { name: "user.confirmed", userId: "u_1" },
  ]);

  expect(warnings).toEqual([]);
  expect(await getEventCount(system, "u_1")).toBe(3);
});

test("a user can be linked to several visitors, also before their first event", async () => {
  await using system = await startTestEvents();

  await signIn(system, "u_1", "v_1");
  await signIn(system, "u_1", "v_2");
  await signIn(system, "u_1", "v_2");
  await system.store([
    { name: "user.confirmed", anonymousId: "v_1" },
    { name: "user.confirmed", anonymousId: "v_2" },
  ]);

  expect(await findUser(system.db.em.fork(), "u_1")).toMatchObject({
    eventCount: 2,
    visitors: ["v_2", "v_1"],
  });
});

test("a visitor stays linked to the first user when another user signs in in the same browser", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await signIn(system, "u_2", "v_1")).toEqual(linkedToAnother);

  expect(await getEventCount(system, "u_1")).toBe(1);
  expect(await getEventCount(system, "u_2")).toBe(0);
});

test("only a verified alias moves a visitor to another user", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await alias(em, { userId: "u_2", previousId: "v_1", isVerified: false })).toEqual(linkedToAnother);
  expect(await getEventCount(system, "u_1")).toBe(1);
  expect(await alias(em, { userId: "u_2", previousId: "v_1", isVerified: true })).toEqual([]);
  expect(await getEventCount(system, "u_2")).toBe(1);
});

test("an unlinked visitor is not linked again by a later sign-in", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await unlinkVisitor(em, "v_1")).toBe(true);
  expect(await unlinkVisitor(em, "v_1")).toBe(false);
  expect(await getEventCount(system, "u_1")).toBe(0);
  expect(await signIn(system, "u_1", "v_1")).toEqual([
    "The visitor was unlinked from its user and was not linked again.",
  ]);
  expect(await getEventCount(system, "u_1")).toBe(0);
});

test("concurrent sign-ins with the same visitors create one link each", async () => {
  await using system = await startTestEvents();

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => signIn(system, `u_${index % 3}`, `v_${index % 4}`)),
  );

  const links = await system.db.em.execute("select * from admin_events.identities where user_id is not null");
  expect(links).toHaveLength(4);
});

test("without proof no visitor is linked to a user whom a server has identified", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  const needsProof = [expect.stringContaining("The visitor was not linked, because a server has identified")];
  const victim = { userId: "u_1", anonymousId: null, traits: { name: "Vera" }, at: new Date() };
  await identify(em, { ...victim, isVerified: true });

  expect(await alias(em, { userId: "u_1", previousId: "evil", isVerified: false })).toEqual(needsProof);
  expect(await signIn(system, "u_1", "evil")).toEqual(needsProof);
  expect(await findUser(em, "u_1")).toMatchObject({ visitors: [] });
  expect(await alias(em, { userId: "u_1", previousId: "v_1", isVerified: true })).toEqual([]);
  expect(await signIn(system, "u_1", "v_1")).toEqual([]);
});

test("an event of a visitor is no better proven than the link to its user", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  const [id = ""] = await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  const load = async () => (await loadEvents(em, [id]))[0];

  await signIn(system, "u_1", "v_1");
  expect(await load()).toMatchObject({ user: { id: "u_1", isVerified: false }, isUnverified: true });

  const proven = { userId: "u_1", anonymousId: "v_1", traits: {}, at: new Date(), isVerified: true };
  await identify(em, proven);
  expect(await load()).toMatchObject({ user: { id: "u_1", isVerified: true }, isUnverified: false });
});

test.each(["undefined", "[object Object]", "\u200b"])("nothing is linked to %j", async (id) => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();

  await expect(alias(em, { userId: id, previousId: "v_1", isVerified: true })).rejects.toThrow("userId: ");
  await expect(alias(em, { userId: "u_1", previousId: id, isVerified: true })).rejects.toThrow(
    "previousId: ",
  );
});
