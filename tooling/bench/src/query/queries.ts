import { sampleNames } from "@admin-events/load";
import { barsOf, countOf, namesWithCounts, stackedBarsOf } from "./count-queries.ts";
import { funnelInAnyOrder, funnelInOrder } from "./funnel-queries.ts";
import { latest } from "./list-queries.ts";
import { activeByDay, activeNow, mostActive, retentionByWeek } from "./people-queries.ts";
import type { Question } from "./query.ts";
import { askedAtOnce } from "./query.ts";
import { lastDays, until } from "./ranges.ts";
import { moment, nameId } from "./sql-text.ts";

const [first = "", second = ""] = sampleNames;
const rare = sampleNames.at(-1) ?? "";
const everything = { sql: "true", clickhouse: "true" };
const halfAYearAgo = lastDays(182).from;
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** What the panel asks when it shows its dashboard, at once. */
export const dashboard = askedAtOnce("dashboard: 4 aggregate, 2 barChart, stacked, funnel", [
  countOf("30 d", first, lastDays(30)),
  countOf("90 d", first, lastDays(90)),
  countOf("6 months", first, { from: "2026-01-01T00:00:00.000Z", to: "2026-07-01T00:00:00.000Z" }),
  countOf("1 year", first, lastDays(365)),
  barsOf("30 d", first, "day", lastDays(30)),
  barsOf("8 quarters", first, "quarter", { from: "2024-07-01T00:00:00.000Z", to: until.toISOString() }),
  stackedBarsOf("30 d", [first, second], lastDays(30)),
  funnelInAnyOrder("30 d", sampleNames.slice(0, 3), lastDays(30)),
]);

/** The panel's questions, each over the most frequent names: the slowest case. */
export const questions: readonly Question[] = [
  countOf("30 d", first, lastDays(30)),
  barsOf("30 d", first, "day", lastDays(30)),
  barsOf("365 d", first, "day", lastDays(365)),
  stackedBarsOf("30 d", sampleNames.slice(0, 5), lastDays(30)),
  stackedBarsOf("365 d", sampleNames.slice(0, 5), lastDays(365)),
  funnelInAnyOrder("30 d", sampleNames.slice(0, 3), lastDays(30)),
  funnelInAnyOrder("365 d", sampleNames.slice(0, 5), lastDays(365)),
  // Entries end a week before the data does, so that events behind the range count.
  funnelInOrder("30 d", sampleNames.slice(0, 3), lastDays(30, 7)),
  funnelInOrder("365 d", sampleNames.slice(0, 5), lastDays(365)),
  activeNow(),
  activeByDay("30 d", lastDays(30)),
  retentionByWeek("12 weeks", first, second, {
    from: "2026-04-06T00:00:00.000Z",
    to: "2026-06-29T00:00:00.000Z",
  }),
  mostActive("30 d", 50, lastDays(30)),
  namesWithCounts,
  latest("first page", {}, everything),
  latest(
    "deep page",
    { cursor: `${halfAYearAgo}_${lastId}` },
    {
      sql: `(received_at, event.id) < ('${halfAYearAgo}', '${lastId}')`,
      clickhouse: `received_at <= ${moment(halfAYearAgo)}`,
    },
  ),
  latest(
    "by a rare name",
    { name: rare },
    { sql: `event.name_id = ${nameId(rare)}`, clickhouse: `name = '${rare}'` },
  ),
  latest(
    "by user",
    { userId: "u_77" },
    {
      sql: "event.user_id = (select id from admin_events.users where external_id = 'u_77')",
      clickhouse: "user_id = (select id from users where external_id = 'u_77')",
    },
  ),
  latest(
    "by a property of 1 in 1,000",
    { metadata: { path: "/products/77" } },
    {
      sql: `event.metadata @> '{"path": "/products/77"}'`,
      clickhouse: "JSONExtractString(metadata, 'path') = '/products/77'",
    },
  ),
  latest(
    "by a property of 1 in 10,000",
    { metadata: { amount: 77.77 } },
    {
      sql: `event.metadata @> '{"amount": 77.77}'`,
      clickhouse: "JSONExtractFloat(metadata, 'amount') = 77.77",
    },
  ),
  dashboard,
];
