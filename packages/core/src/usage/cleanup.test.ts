import { expect, test } from "vitest";
import { cleanUp } from "./cleanup.ts";
import { overview } from "./queries/overview.ts";
import { minutesAfter, noon, openUsage } from "./testing/open-usage.ts";

const day = 24 * 60;

test("what is older than so many days goes, what is not stays, and readings say so at once", async () => {
  await using usage = await openUsage();
  for (const days of [-10, -8, -6]) {
    const at = minutesAfter(days * day);
    await usage.requests([{ occurredAt: at }]);
    await usage.view({ at });
  }

  expect(await cleanUp(usage.db.em, 7, noon)).toEqual({ requests: 2, pageViews: 2, sessions: 2 });

  expect(await overview(usage.context)).toMatchObject({
    requests: { current: 1 },
    pageViews: { current: 1 },
    sessions: { current: 1 },
  });
  expect(await cleanUp(usage.db.em, 7, noon)).toEqual({ requests: 0, pageViews: 0, sessions: 0 });
});

test("a session that began before and went on stays", async () => {
  await using usage = await openUsage();
  await usage.view({ at: minutesAfter(-7 * day - 10) });
  await usage.beat({ at: minutesAfter(-7 * day + 10) });

  expect(await cleanUp(usage.db.em, 7, noon)).toEqual({ requests: 0, pageViews: 1, sessions: 0 });
});

test("without a number of days ninety are kept", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { occurredAt: minutesAfter(-90 * day) },
    { occurredAt: minutesAfter(-90 * day - 1) },
  ]);

  expect(await cleanUp(usage.db.em, undefined, noon)).toMatchObject({ requests: 1 });
});
