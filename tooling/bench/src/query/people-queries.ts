import { countActiveUsers, countRetention, listTopUsers } from "@admin-events/core/analytics";
import type { BenchQuery } from "./query.ts";
import type { DayRange } from "./ranges.ts";
import { DAY_MS, lastDays } from "./ranges.ts";
import { inRange, inRangeClickhouse, clickhouseTime, nameId } from "./sql-text.ts";

/** Active users of the last day, the last 7 and the last 30 days. */
export function activeUsersQuery(): BenchQuery {
  const lengths = [1, 7, 30];
  const whole = lastDays(30);

  return {
    name: "activeUsers daily, weekly, monthly",
    run: async (context) => {
      const { points } = await countActiveUsers(context, lastDays(1));
      return points.flatMap(({ daily, weekly, monthly }) => [daily, weekly, monthly]);
    },
    sql: [
      `select ${lengths.map((days) => `count(distinct user_id) filter (where ${inRange(lastDays(days))})`).join(", ")}
       from admin_events.events where user_id is not null and ${inRange(whole)}`,
    ],
    clickhouse: [
      `select ${lengths.map((days) => `uniqExactIf(user_id, ${inRangeClickhouse(lastDays(days))})`).join(", ")}
       from events where user_id > 0 and ${inRangeClickhouse(whole)}`,
    ],
  };
}

/** Active users of each day, and of the 7 and the 30 days that end with it. */
export function activeUsersByDayQuery(title: string, range: DayRange): BenchQuery {
  const scanned = { from: new Date(Date.parse(range.from) - 29 * DAY_MS).toISOString(), to: range.to };
  const lastDay = new Date(Date.parse(range.to) - DAY_MS).toISOString();

  return {
    name: `activeUsers by day ${title}`,
    run: async (context) => {
      const { points } = await countActiveUsers(context, range);
      return points.flatMap(({ label, daily, weekly, monthly }) => [label, daily, weekly, monthly]);
    },
    sql: [
      `with activity as materialized (
         select distinct user_id, (occurred_at at time zone 'UTC')::date as day
         from admin_events.events where user_id is not null and ${inRange(scanned)}
       )
       select to_char(ending, 'YYYY-MM-DD'), count(distinct user_id) filter (where day = ending),
         count(distinct user_id) filter (where day > ending - 7), count(distinct user_id)
       from generate_series('${range.from}'::date, '${lastDay}'::date, '1 day') as ending_at
       cross join lateral (select ending_at::date as ending) as cast_ending
       join activity on day > ending - 30 and day <= ending
       group by ending order by ending`,
    ],
    clickhouse: [
      `select toString(ending), uniqExactIf(user_id, day = ending), uniqExactIf(user_id, day > ending - 7), uniqExact(user_id)
       from (
         select user_id, day, arrayJoin(arrayMap(later -> day + later, range(30))) as ending
         from (select distinct user_id, toDate(occurred_at) as day from events where user_id > 0 and ${inRangeClickhouse(scanned)})
       )
       where ending >= toDate(${clickhouseTime(range.from)}) and ending < toDate(${clickhouseTime(range.to)})
       group by ending order by ending`,
    ],
  };
}

/** People by the week of their first `entryName` event, and by the weeks of `returnName` events. `range` is whole weeks from Monday. */
export function retentionQuery(
  title: string,
  entryName: string,
  returnName: string,
  range: DayRange,
): BenchQuery {
  const week = `floor(extract(epoch from occurred_at - '${range.from}') / 604800)::int`;
  const weekThere = `intDiv(toUnixTimestamp(occurred_at) - toUnixTimestamp(${clickhouseTime(range.from)}), 604800)`;

  return {
    name: `retention by week ${title}`,
    run: async (context) => {
      const { cohorts } = await countRetention(context, {
        entryName,
        returnName,
        interval: "week",
        ...range,
      });
      return cohorts.flatMap(({ cells }, cohort) =>
        cells.flatMap(({ count }, later) => (count ? [cohort, later, count] : [])),
      );
    },
    sql: [
      `with entered as (
         select user_id, min(${week}) as cohort
         from admin_events.events where name_id = ${nameId(entryName)} and user_id is not null and ${inRange(range)} group by 1
       ),
       came as (
         select distinct user_id, ${week} as week
         from admin_events.events where name_id = ${nameId(returnName)} and user_id is not null and ${inRange(range)}
       )
       select cohort, week - cohort, count(*)
       from entered join came using (user_id) where week >= cohort group by 1, 2 order by 1, 2`,
    ],
    clickhouse: [
      `select cohort, week - cohort as later, count()
       from (
         select user_id, min(${weekThere}) as cohort
         from events where name = '${entryName}' and user_id > 0 and ${inRangeClickhouse(range)} group by user_id
       ) as entered
       join (
         select distinct user_id, ${weekThere} as week
         from events where name = '${returnName}' and user_id > 0 and ${inRangeClickhouse(range)}
       ) as came using (user_id)
       where week >= cohort group by cohort, later order by cohort, later`,
    ],
  };
}

/** The users with the most events. */
export function topUsersQuery(title: string, limit: number, range: DayRange): BenchQuery {
  return {
    name: `topUsers ${limit} ${title}`,
    run: async (context) => {
      const { users } = await listTopUsers(context, { limit, ...range });
      return users.flatMap(({ user, count }) => [user.id, count]);
    },
    sql: [
      `select external_id, count
       from (
         select user_id, count(*) as count, max(occurred_at) as last
         from admin_events.events where user_id is not null and ${inRange(range)}
         group by 1 order by 2 desc, 3 desc limit ${limit}
       ) as counted
       join admin_events.users on users.id = user_id
       order by count desc, last desc`,
    ],
    clickhouse: [
      `select external_id, total
       from (
         select user_id, count() as total, max(occurred_at) as last
         from events where user_id > 0 and ${inRangeClickhouse(range)}
         group by user_id order by total desc, last desc limit ${limit}
       ) as counted
       join users on users.id = counted.user_id
       order by total desc, last desc`,
    ],
  };
}
