import { connect } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog } from "../testing/start-test-events.ts";
import { countActiveUsers } from "./active-users/active-users.ts";
import { aggregateEvents } from "./aggregate/aggregate.ts";
import { getBarChart } from "./bar-chart/bar-chart.ts";
import { openQueryEngine } from "./engine/query-engine.ts";
import { getEventNames } from "./event-names/event-names.ts";
import { countFunnel } from "./funnel/funnel.ts";
import { listLatest } from "./latest/latest.ts";
import type { QueryContext } from "./query-context.ts";
import { countRetention } from "./retention/retention.ts";
import { getStackedBarChart } from "./stacked-bar-chart/stacked-bar-chart.ts";
import { listTopUsers } from "./top-users/top-users.ts";

const range = { from: "2026-03-01", to: "2026-03-08" };
const filter = { plan: "pro" };

test("queries do not depend on the search path", async () => {
  await using db = await createTestDatabase();
  const database = sql.id(new URL(db.url).pathname.slice(1));
  await sql`alter database ${database} set search_path = pg_catalog`.execute(db.em.getKysely());
  const orm = await connect({ url: db.url });
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => orm.close());
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const engine = cleanup.use(openQueryEngine({ url: db.url, logger }));
  const context: QueryContext = { em: orm.em.fork(), catalog: blog, timeZone: "UTC", now: new Date() };

  const search = await sql`show search_path`.execute(context.em.getKysely());
  expect(search.rows).toEqual([{ search_path: "pg_catalog" }]);

  for (const input of [range, { ...range, filter }]) {
    await aggregateEvents(context, { ...input, name: "*" });
    await getBarChart(context, { ...input, name: "*", interval: "day" });
    await getStackedBarChart(context, { ...input, names: ["*"], interval: "day" });
  }
  await getEventNames(context);
  await listLatest(context, {});
  await listLatest(context, { name: "post.*", userId: "u_1", metadata: filter });
  for (const each of [context, { ...context, engine }]) {
    await countActiveUsers(each, range);
    for (const order of ["any", "ordered"] as const)
      await countFunnel(each, { ...range, names: ["*"], order });
    await countRetention(each, { ...range, entryName: "*" });
    await listTopUsers(each, range);
  }
  expect(await engine.finalizeChunks()).toBe(0);
});
