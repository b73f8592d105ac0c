import {
  aggregateEvents,
  getBarChart,
  getEventNames,
  getStackedBarChart,
} from "@admin-events/core/analytics";
import type { BenchQuery } from "./query.ts";
import type { DayRange } from "./ranges.ts";
import { inRange, inRangeClickhouse, nameId, quoted } from "./sql-text.ts";

export function aggregateQuery(title: string, name: string, range: DayRange): BenchQuery {
  const length = Date.parse(range.to) - Date.parse(range.from);
  const before = { from: new Date(Date.parse(range.from) - length).toISOString(), to: range.from };
  const both = { from: before.from, to: range.to };

  return {
    name: `aggregate ${title}`,
    run: async (context) => {
      const { current, previous } = await aggregateEvents(context, { name, ...range });
      return [current, previous];
    },
    sql: [
      `select count(*) filter (where ${inRange(range)}), count(*) filter (where ${inRange(before)})
       from admin_events.events where name_id = ${nameId(name)} and ${inRange(both)}`,
    ],
    clickhouse: [
      `select countIf(${inRangeClickhouse(range)}), countIf(${inRangeClickhouse(before)})
       from events where name = '${name}' and ${inRangeClickhouse(both)}`,
    ],
  };
}

const units = {
  day: {
    sql: "to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD')",
    clickhouse: "toString(toDate(occurred_at))",
  },
  quarter: {
    sql: `to_char(occurred_at at time zone 'UTC', 'YYYY-"Q"Q')`,
    clickhouse: "concat(toString(toYear(occurred_at)), '-Q', toString(toQuarter(occurred_at)))",
  },
};
type Unit = keyof typeof units;

/** Empty bars are not compared, because `group by` does not return them. */
export function barChartQuery(title: string, name: string, interval: Unit, range: DayRange): BenchQuery {
  return {
    name: `barChart by ${interval} ${title}`,
    run: async (context) => {
      const { bars } = await getBarChart(context, { name, interval, ...range });
      return bars.filter(({ count }) => count > 0).flatMap(({ label, count }) => [label, count]);
    },
    sql: [
      `select ${units[interval].sql}, count(*)
       from admin_events.events where name_id = ${nameId(name)} and ${inRange(range)} group by 1 order by 1`,
    ],
    clickhouse: [
      `select ${units[interval].clickhouse} as label, count()
       from events where name = '${name}' and ${inRangeClickhouse(range)} group by label order by label`,
    ],
  };
}

/** `names` in ascending order. */
export function stackedBarChartQuery(title: string, names: string[], range: DayRange): BenchQuery {
  return {
    name: `stackedBarChart ${names.length} names by day ${title}`,
    run: async (context) => {
      const { labels, datasets } = await getStackedBarChart(context, { names, interval: "day", ...range });
      return datasets.flatMap(({ name, counts }) =>
        counts.flatMap((count, index) => (count > 0 ? [name, labels[index] ?? "", count] : [])),
      );
    },
    sql: [
      `select name, day, count
       from (
         select name_id, ${units.day.sql} as day, count(*) as count
         from admin_events.events
         where name_id in (select id from admin_events.event_names where name in (${quoted(names)})) and ${inRange(range)}
         group by 1, 2
       ) as counted
       join admin_events.event_names on event_names.id = name_id
       order by 1, 2`,
    ],
    clickhouse: [
      `select name, ${units.day.clickhouse} as day, count()
       from events where name in (${quoted(names)}) and ${inRangeClickhouse(range)}
       group by name, day order by name, day`,
    ],
  };
}

export const eventNamesQuery: BenchQuery = {
  name: "names",
  run: async (context) => {
    const names = await getEventNames(context);
    return names
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, count, lastSeenAt }) => [name, count, lastSeenAt]);
  },
  sql: [
    `select name, count, to_char(last at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
     from (select name_id, count(*) as count, max(occurred_at) as last from admin_events.events group by 1) as counted
     join admin_events.event_names on event_names.id = name_id
     order by name collate "C"`,
  ],
  clickhouse: [
    `select name, count(), concat(replaceOne(toString(max(occurred_at)), ' ', 'T'), 'Z')
     from events group by name order by name`,
  ],
};
