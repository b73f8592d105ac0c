import { expect, test } from "vitest";
import { linkVisitor } from "../users/link-visitor.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { timelineOf } from "./timeline.ts";

test("a timeline holds a person's events and activities, newest first, and nobody else's", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.signed_up", userId: "u_1" }]);
  await system.activity.log({ action: "post.created", actor: "u_1" });
  await system.store([{ name: "user.signed_up", userId: "u_2" }]);

  const { moments, nextCursor } = await timelineOf(system.db.em, { userId: "u_1" });

  expect(moments.map(({ kind, event }) => [kind, event.name])).toEqual([
    ["event", "post.created"],
    ["event", "user.signed_up"],
  ]);
  expect(nextCursor).toBeNull();
});

test("pages of a timeline neither skip nor repeat, also with events of the visitor the person was", async () => {
  await using system = await startTestEvents();
  const ids = await system.store(
    Array.from({ length: 30 }, (_, index) => ({
      name: "user.confirmed",
      ...(index % 3 === 0 ? { anonymousId: "visitor-1" } : { userId: "u_1" }),
    })),
  );
  await system.db.em.transactional((em) =>
    linkVisitor(em, { anonymousId: "visitor-1", userId: "u_1", mayMove: false }),
  );
  const seen: string[] = [];

  for (let cursor: string | undefined; ;) {
    const page = await timelineOf(system.db.em, { userId: "u_1", cursor, limit: 7 });
    seen.push(...page.moments.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }

  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect(new Set(seen).size).toBe(30);
});

test("an unknown person has an empty timeline, and a cursor from elsewhere is refused", async () => {
  await using system = await startTestEvents();

  expect(await timelineOf(system.db.em, { userId: "u_404" })).toEqual({ moments: [], nextCursor: null });
  await expect(timelineOf(system.db.em, { userId: "u_1", cursor: "1" })).rejects.toThrow("gave out");
});
