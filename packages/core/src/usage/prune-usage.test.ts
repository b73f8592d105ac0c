import { expect, test } from "vitest";
import { pruneUsage } from "./prune-usage.sql.ts";
import { getUsageOverview } from "./queries/get-usage-overview.ts";
import { minutesAfter, noon, openUsage } from "./testing/open-usage.ts";

const day = 24 * 60;

test("deletes rows older than the given days, and usage reflects it at once", async () => {
  await using usage = await openUsage();
  for (const days of [-10, -8, -6]) {
    const at = minutesAfter(days * day);
    await usage.requests([{ occurredAt: at }]);
    await usage.view({ at });
  }

  expect(await pruneUsage(usage.db.em, 7, noon)).toEqual({ requests: 2, pageViews: 2, sessions: 2 });

  expect(await getUsageOverview(usage.context)).toMatchObject({
    requests: { current: 1 },
    pageViews: { current: 1 },
    sessions: { current: 1 },
  });
  expect(await pruneUsage(usage.db.em, 7, noon)).toEqual({ requests: 0, pageViews: 0, sessions: 0 });
});

test("keeps a session that started before and continued", async () => {
  await using usage = await openUsage();
  await usage.view({ at: minutesAfter(-7 * day - 10) });
  await usage.beat({ at: minutesAfter(-7 * day + 10) });

  expect(await pruneUsage(usage.db.em, 7, noon)).toEqual({ requests: 0, pageViews: 1, sessions: 0 });
});

test("keeps 90 days by default", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { occurredAt: minutesAfter(-90 * day) },
    { occurredAt: minutesAfter(-90 * day - 1) },
  ]);

  expect(await pruneUsage(usage.db.em, undefined, noon)).toMatchObject({ requests: 1 });
});
