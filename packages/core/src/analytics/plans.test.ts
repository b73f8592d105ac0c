import { createTestDatabase } from "@admin-events/db/testing";
import type { TestDatabase } from "@admin-events/db/testing";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog } from "../testing/start-test-events.ts";
import { readFeed } from "../events/feed/read-feed.ts";
import { createDictionaries, loadEvents, writeEvents } from "../events/index.ts";
import { prepareEvent } from "../events/preparing/prepare-event.ts";
import { aggregate } from "./aggregate/aggregate.ts";
import { barChart } from "./bar-chart/bar-chart.ts";
import { listLatest } from "./latest/list-latest.ts";
import type { QueryContext } from "./query-context.ts";
import { stackedBarChart } from "./stacked-bar-chart/stacked-bar-chart.ts";

const march = { from: "2026-03-01T00:07:00Z", to: "2026-03-08T00:00:00Z" };
const someId = "019a0000-0000-7000-8000-000000000001";

/** The hottest metrics, each with one of its statements that reads events. */
const metrics: [input: string, ask: (context: QueryContext) => Promise<unknown>][] = [
  ["the first page of the history", (context) => listLatest(context, {})],
  ["a later page", (context) => listLatest(context, { cursor: `2026-03-05T00:00:00.000Z_${someId}` })],
  ["a page of a name", (context) => listLatest(context, { name: "post.liked" })],
  ["a page of a rare name", (context) => listLatest(context, { name: "user.confirmed" })],
  ["a page of a person", (context) => listLatest(context, { userId: "u_7" })],
  ["a page of a rare property", (context) => listLatest(context, { metadata: { order: 7 } })],
  ["the live feed", ({ em }) => readFeed(em, { xid: 10n ** 9n, id: someId, life: "" }, 500)],
  ["events by their ids", ({ em }) => loadEvents(em, [someId])],
  ["a count", (context) => aggregate(context, { name: "post.liked", ...march })],
  ["bars", (context) => barChart(context, { name: "post.liked", interval: "day", ...march })],
  [
    "stacked bars",
    (context) =>
      stackedBarChart(context, { names: ["post.liked", "user.confirmed"], interval: "day", ...march }),
  ],
];

test("no hot input reads all events one after the other", async () => {
  await using db = await createTestDatabase();
  await fill(db);
  const context: QueryContext = {
    em: db.em,
    catalog: blog,
    timeZone: "UTC",
    now: new Date("2026-03-10T00:00:00Z"),
  };

  for (const [input, ask] of metrics) {
    const plans = await plansOf(db, () => ask(context));

    expect(
      plans.some((plan) => plan.includes("events")),
      input,
    ).toBe(true);
    expect(
      plans.filter((plan) => plan.includes("Seq Scan on events")),
      input,
    ).toEqual([]);
  }
});

test("a input without an index is seen to read all events", async () => {
  await using db = await createTestDatabase();
  await fill(db);

  const plans = await plansOf(db, () =>
    sql`select from admin_events.events where module = 'shop'`.execute(db.em.getKysely()),
  );

  expect(plans.join()).toContain("Seq Scan on events");
});

/** Enough events, and the statistics of them, for reading them all to be the worse plan. */
async function fill({ em }: TestDatabase): Promise<void> {
  const rules = { catalog: {}, unknownEvents: "store" as const };
  const dictionaries = createDictionaries();
  const one = prepareEvent(rules, "user.confirmed", { userId: "u_7", metadata: { order: 1 } });
  const other = prepareEvent(rules, "post.liked", { userId: "u_8" });
  await writeEvents(em, dictionaries, [one, other], { notifyHandlers: false });

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

/** How PostgreSQL carries out the statements that some work runs. */
async function plansOf({ em }: TestDatabase, work: () => Promise<unknown>): Promise<string[]> {
  const db = em.getKysely();
  const executor = db.getExecutor();
  const executeQuery = executor.executeQuery.bind(executor);
  const statements: Parameters<typeof executeQuery>[0][] = [];
  executor.executeQuery = (statement, ...rest) => {
    statements.push(statement);
    return executeQuery(statement, ...rest);
  };
  Object.assign(em, { getKysely: () => db });

  await work();
  executor.executeQuery = executeQuery;

  const plans: string[] = [];
  for (const { sql: text, ...statement } of statements) {
    const { rows } = await executeQuery<{ "QUERY PLAN": string }>({ ...statement, sql: `explain ${text}` });
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }

  return plans;
}
