import { createTestDatabase } from "@admin-events/db/testing";
import type { TestDatabase } from "@admin-events/db/testing";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog } from "../testing/start-test-events.ts";
import { readFeed } from "../events/feed/read-feed.sql.ts";
import { createIdCaches, loadEvents, writeEvents } from "../events/index.ts";
import { prepareEvent } from "../events/preparing/prepare-event.ts";
import { aggregateEvents } from "./aggregate/aggregate.ts";
import { getBarChart } from "./bar-chart/bar-chart.ts";
import { listLatest } from "./latest/latest.ts";
import type { QueryContext } from "./query-context.ts";
import { getStackedBarChart } from "./stacked-bar-chart/stacked-bar-chart.ts";

const march = { from: "2026-03-01T00:07:00Z", to: "2026-03-08T00:00:00Z" };
const someId = "019a0000-0000-7000-8000-000000000001";

/** The most frequent queries. Each reads events in at least one statement. */
const queries: [title: string, run: (context: QueryContext) => Promise<unknown>][] = [
  ["the first page of the history", (context) => listLatest(context, {})],
  ["a later page", (context) => listLatest(context, { cursor: `2026-03-05T00:00:00.000Z_${someId}` })],
  ["a page of a name", (context) => listLatest(context, { name: "post.liked" })],
  ["a page of a rare name", (context) => listLatest(context, { name: "user.confirmed" })],
  ["a page of a user", (context) => listLatest(context, { userId: "u_7" })],
  ["a page of a rare property", (context) => listLatest(context, { metadata: { order: 7 } })],
  ["the live feed", ({ em }) => readFeed(em, { xid: 10n ** 9n, id: someId, timeline: "" }, 500, false)],
  [
    "the live feed behind another database",
    ({ em }) => readFeed(em, { xid: 10n ** 9n, id: someId, timeline: "" }, 500, true),
  ],
  ["events by their ids", ({ em }) => loadEvents(em, [someId])],
  ["a count", (context) => aggregateEvents(context, { name: "post.liked", ...march })],
  ["bars", (context) => getBarChart(context, { name: "post.liked", interval: "day", ...march })],
  [
    "stacked bars",
    (context) =>
      getStackedBarChart(context, { names: ["post.liked", "user.confirmed"], interval: "day", ...march }),
  ],
];

test("no frequent query scans all events", async () => {
  await using db = await createTestDatabase();
  await fillDatabase(db);
  const context: QueryContext = {
    em: db.em,
    catalog: blog,
    timeZone: "UTC",
    now: new Date("2026-03-10T00:00:00Z"),
  };

  for (const [title, run] of queries) {
    const plans = await explainStatements(db, () => run(context));

    expect(
      plans.some((plan) => plan.includes("events")),
      title,
    ).toBe(true);
    expect(
      plans.filter((plan) => plan.includes("Seq Scan on events")),
      title,
    ).toEqual([]);
  }
});

test("a query without an index is reported as a scan of all events", async () => {
  await using db = await createTestDatabase();
  await fillDatabase(db);

  const plans = await explainStatements(db, () =>
    sql`select from admin_events.events where module = 'shop'`.execute(db.em.getKysely()),
  );

  expect(plans.join()).toContain("Seq Scan on events");
});

async function fillDatabase({ em }: TestDatabase): Promise<void> {
  const rules = { catalog: {}, unknownEvents: "store" as const, timeZone: "UTC" };
  const idCaches = createIdCaches();
  const one = prepareEvent(rules, "user.confirmed", { userId: "u_7", metadata: { order: 1 } });
  const other = prepareEvent(rules, "post.liked", { userId: "u_8" });
  await writeEvents(em, idCaches, [one, other], { notifyHandlers: false });

  await sql`
    insert into admin_events.users (external_id) select 'p_' || number from generate_series(1, 2000) as number`.execute(
    em.getKysely(),
  );
  await sql`
    insert into admin_events.events (id, occurred_at, received_at, name_id, user_id, metadata)
    select
      gen_random_uuid(), moment, moment, (select id from admin_events.event_names where name = 'post.liked'),
      (select min(id) from admin_events.users) + 2 + number % 2000, jsonb_build_object('order', number, 'device', number % 3)
    from generate_series(1, 50000) as number,
      lateral (select timestamptz '2026-03-01' + number * interval '15 seconds') as at(moment)`.execute(
    em.getKysely(),
  );
  await sql`vacuum analyze`.execute(em.getKysely());
}

async function explainStatements({ em }: TestDatabase, run: () => Promise<unknown>): Promise<string[]> {
  const db = em.getKysely();
  const executor = db.getExecutor();
  const executeQuery = executor.executeQuery.bind(executor);
  const statements: Parameters<typeof executeQuery>[0][] = [];
  executor.executeQuery = (statement, ...rest) => {
    statements.push(statement);
    return executeQuery(statement, ...rest);
  };
  Object.assign(em, { getKysely: () => db });

  await run();
  executor.executeQuery = executeQuery;

  const plans: string[] = [];
  for (const { sql: text, ...statement } of statements) {
    const { rows } = await executeQuery<{ "QUERY PLAN": string }>({ ...statement, sql: `explain ${text}` });
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }

  return plans;
}
