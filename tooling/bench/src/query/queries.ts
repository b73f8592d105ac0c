import { sampleNames } from "@admin-events/load";
import { barChartQuery, aggregateQuery, eventNamesQuery, stackedBarChartQuery } from "./count-queries.ts";
import { anyOrderFunnelQuery, orderedFunnelQuery } from "./funnel-queries.ts";
import { latestQuery } from "./list-queries.ts";
import { activeUsersByDayQuery, activeUsersQuery, topUsersQuery, retentionQuery } from "./people-queries.ts";
import type { BenchQuery } from "./query.ts";
import { combineQueries } from "./query.ts";
import { dataEnd, lastDays } from "./ranges.ts";
import { clickhouseTime, nameId } from "./sql-text.ts";

const [first = "", second = ""] = sampleNames;
const rare = sampleNames.at(-1) ?? "";
const allEvents = { sql: "true", clickhouse: "true" };
const halfAYearAgo = lastDays(182).from;
const MAX_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The queries of the panel's dashboard, which run at the same time. */
export const dashboard = combineQueries("dashboard: 4 aggregate, 2 barChart, stacked, funnel", [
  aggregateQuery("30 d", first, lastDays(30)),
  aggregateQuery("90 d", first, lastDays(90)),
  aggregateQuery("6 months", first, { from: "2026-01-01T00:00:00.000Z", to: "2026-07-01T00:00:00.000Z" }),
  aggregateQuery("1 year", first, lastDays(365)),
  barChartQuery("30 d", first, "day", lastDays(30)),
  barChartQuery("8 quarters", first, "quarter", {
    from: "2024-07-01T00:00:00.000Z",
    to: dataEnd.toISOString(),
  }),
  stackedBarChartQuery("30 d", [first, second], lastDays(30)),
  anyOrderFunnelQuery("30 d", sampleNames.slice(0, 3), lastDays(30)),
]);

/** The panel's queries, over the most frequent names, which are the slowest case. */
export const queries: readonly BenchQuery[] = [
  aggregateQuery("30 d", first, lastDays(30)),
  barChartQuery("30 d", first, "day", lastDays(30)),
  barChartQuery("365 d", first, "day", lastDays(365)),
  stackedBarChartQuery("30 d", sampleNames.slice(0, 5), lastDays(30)),
  stackedBarChartQuery("365 d", sampleNames.slice(0, 5), lastDays(365)),
  anyOrderFunnelQuery("30 d", sampleNames.slice(0, 3), lastDays(30)),
  anyOrderFunnelQuery("365 d", sampleNames.slice(0, 5), lastDays(365)),
  // Ends a week before the data does, so that events after the range count too.
  orderedFunnelQuery("30 d", sampleNames.slice(0, 3), lastDays(30, 7)),
  orderedFunnelQuery("365 d", sampleNames.slice(0, 5), lastDays(365)),
  activeUsersQuery(),
  activeUsersByDayQuery("30 d", lastDays(30)),
  retentionQuery("12 weeks", first, second, {
    from: "2026-04-06T00:00:00.000Z",
    to: "2026-06-29T00:00:00.000Z",
  }),
  topUsersQuery("30 d", 50, lastDays(30)),
  eventNamesQuery,
  latestQuery("first page", {}, allEvents),
  latestQuery(
    "deep page",
    { cursor: `${halfAYearAgo}_${MAX_ID}` },
    {
      sql: `(received_at, event.id) < ('${halfAYearAgo}', '${MAX_ID}')`,
      clickhouse: `received_at <= ${clickhouseTime(halfAYearAgo)}`,
    },
  ),
  latestQuery(
    "by a rare name",
    { name: rare },
    { sql: `event.name_id = ${nameId(rare)}`, clickhouse: `name = '${rare}'` },
  ),
  latestQuery(
    "by user",
    { userId: "u_77" },
    {
      sql: "event.user_id = (select id from admin_events.users where external_id = 'u_77')",
      clickhouse: "user_id = (select id from users where external_id = 'u_77')",
    },
  ),
  latestQuery(
    "by a property of 1 in 1,000",
    { metadata: { path: "/products/77" } },
    {
      sql: `event.metadata @> '{"path": "/products/77"}'`,
      clickhouse: "JSONExtractString(metadata, 'path') = '/products/77'",
    },
  ),
  latestQuery(
    "by a property of 1 in 10,000",
    { metadata: { amount: 77.77 } },
    {
      sql: `event.metadata @> '{"amount": 77.77}'`,
      clickhouse: "JSONExtractFloat(metadata, 'amount') = 77.77",
    },
  ),
  dashboard,
];
