import { expect, test } from "vitest";
import type { TestEvents } from "../testing/start-test-events.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { alias } from "./alias.ts";
import { describeGroup } from "./describe-group.ts";
import { identify } from "./identify.ts";

async function getNextId({ db }: TestEvents, table: "users" | "groups") {
  const [row] = await db.em
    .fork()
    .execute<{ next: number }[]>(
      `select nextval(pg_get_serial_sequence('admin_events.${table}', 'id'))::int as next`,
    );

  return row?.next;
}

test("identifying a user many times consumes one id for the user and one for the visitor", async () => {
  await using system = await startTestEvents();

  for (let time = 0; time < 100; time++) {
    const input = { userId: "u_1", anonymousId: "v_1", traits: { time }, at: new Date(), isVerified: true };
    await identify(system.db.em.fork(), input);
    await alias(system.db.em.fork(), { userId: "u_1", previousId: "v_1", isVerified: true });
  }

  expect(await getNextId(system, "users")).toBe(3);
});

test("describing a group many times consumes one id", async () => {
  await using system = await startTestEvents();

  for (let time = 0; time < 100; time++) {
    const input = { type: "company", groupId: "c_1", traits: { time }, at: new Date(), isVerified: true };
    await describeGroup(system.db.em.fork(), input);
  }

  expect(await getNextId(system, "groups")).toBe(2);
});
