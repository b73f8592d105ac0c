import { expect, test } from "vitest";
import type { TestEvents } from "../testing/start-test-events.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { alias } from "./alias.ts";
import { findUser } from "./find-user.ts";
import { identify } from "./identify.ts";
import { unlinkVisitor } from "./unlink-visitor.ts";

const anothers = ["The visitor belongs to another user already; call reset() when somebody signs out."];

function signIn({ db }: TestEvents, userId: string, anonymousId: string) {
  return identify(db.em.fork(), { userId, anonymousId, traits: {}, at: new Date(), isVerified: false });
}

async function eventsOf({ db }: TestEvents, userId: string) {
  return (await findUser(db.em.fork(), userId))?.eventCount;
}

test("what a visitor did before and does after signing in counts as the user's", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);

  const warnings = await signIn(system, "u_1", "v_1");
  await system.store([
    { name: "user.confirmed", anonymousId: "v_1" },
    { name: "user.confirmed", userId: "u_1" },
  ]);

  expect(warnings).toEqual([]);
  expect(await eventsOf(system, "u_1")).toBe(3);
});

test("a user may be several visitors, and a visitor who is unknown yet may be named ahead", async () => {
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

test("a visitor stays the first user's when somebody else signs in at the same browser", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await signIn(system, "u_2", "v_1")).toEqual(anothers);

  expect(await eventsOf(system, "u_1")).toBe(1);
  expect(await eventsOf(system, "u_2")).toBe(0);
});

test("an alias moves a visitor only with proof", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await alias(em, { userId: "u_2", previousId: "v_1", isVerified: false })).toEqual(anothers);
  expect(await eventsOf(system, "u_1")).toBe(1);
  expect(await alias(em, { userId: "u_2", previousId: "v_1", isVerified: true })).toEqual([]);
  expect(await eventsOf(system, "u_2")).toBe(1);
});

test("undoing a link gives the visitor's events back, and no later sign-in makes it anew", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "user.confirmed", anonymousId: "v_1" }]);
  await signIn(system, "u_1", "v_1");

  expect(await unlinkVisitor(em, "v_1")).toBe(true);
  expect(await unlinkVisitor(em, "v_1")).toBe(false);
  expect(await eventsOf(system, "u_1")).toBe(0);
  expect(await signIn(system, "u_1", "v_1")).toEqual(["The visitor was unlinked by hand and stays so."]);
  expect(await eventsOf(system, "u_1")).toBe(0);
});

test("many who sign in at once with the same visitors wait for each other", async () => {
  await using system = await startTestEvents();

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => signIn(system, `u_${index % 3}`, `v_${index % 4}`)),
  );

  const links = await system.db.em.execute("select * from admin_events.identities where user_id is not null");
  expect(links).toHaveLength(4);
});
