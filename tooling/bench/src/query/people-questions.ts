import { activeUsers, retention, topUsers } from "@admin-events/core/analytics";
import type { Question } from "./question.ts";
import type { DayRange } from "./ranges.ts";
import { lastDays } from "./ranges.ts";
import { during, duringThere, moment, nameId } from "./sql-text.ts";

/** Users of the last day, of the last 7 and of the last 30. */
export function activeNow(): Question {
  const lengths = [1, 7, 30];
  const whole = lastDays(30);

  return {
    name: "activeUsers daily, weekly, monthly",
    ask: async (source) => {
      const { points } = await activeUsers(source, lastDays(1));
      return points.flatMap(({ daily, weekly, monthly }) => [daily, weekly, monthly]);
    },
    sql: [
      `select ${lengths.map((days) => `count(distinct user_id) filter (where ${during(lastDays(days))})`).join(", ")}
       from events where user_id is not null and ${during(whole)}`,
    ],
    clickhouse: [
      `select ${lengths.map((days) => `uniqExactIf(user_id, ${duringThere(lastDays(days))})`).join(", ")}
       from events where user_id > 0 and ${duringThere(whole)}`,
    ],
  };
}

/** Users of each day. Ours come with those of the 7 and 30 days before each; theirs do not. */
export function activeByDay(title: string, range: DayRange): Question {
  return {
    name: `activeUsers by day ${title}`,
    ask: async (source) => {
      const { points } = await activeUsers(source, range);
      return points.flatMap(({ label, users }) => [label, users]);
    },
    sql: [
      `select to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD'), count(distinct user_id)
       from events where user_id is not null and ${during(range)} group by 1 order by 1`,
    ],
    clickhouse: [
      `select toString(toDate(occurred_at)) as day, uniqExact(user_id)
       from events where user_id > 0 and ${duringThere(range)} group by day order by day`,
    ],
  };
}

/** Who did one thing for the first time in a week, and another in a later one. `range` is whole weeks from Monday. */
export function retentionByWeek(
  title: string,
  entryName: string,
  returnName: string,
  range: DayRange,
): Question {
  const week = `floor(extract(epoch from occurred_at - '${range.from}') / 604800)::int`;
  const weekThere = `intDiv(toUnixTimestamp(occurred_at) - toUnixTimestamp(${moment(range.from)}), 604800)`;

  return {
    name: `retention by week ${title}`,
    ask: async (source) => {
      const { cohorts } = await retention(source, { entryName, returnName, interval: "week", ...range });
      return cohorts.flatMap(({ cells }, cohort) =>
        cells.flatMap(({ count }, later) => (count ? [cohort, later, count] : [])),
      );
    },
    sql: [
      `with entered as (
         select user_id, min(${week}) as cohort
         from events where name_id = ${nameId(entryName)} and user_id is not null and ${during(range)} group by 1
       ),
       came as (
         select distinct user_id, ${week} as week
         from events where name_id = ${nameId(returnName)} and user_id is not null and ${during(range)}
       )
       select cohort, week - cohort, count(*)
       from entered join came using (user_id) where week >= cohort group by 1, 2 order by 1, 2`,
    ],
    clickhouse: [
      `select cohort, week - cohort as later, count()
       from (
         select user_id, min(${weekThere}) as cohort
         from events where name = '${entryName}' and user_id > 0 and ${duringThere(range)} group by user_id
       ) as entered
       join (
         select distinct user_id, ${weekThere} as week
         from events where name = '${returnName}' and user_id > 0 and ${duringThere(range)}
       ) as came using (user_id)
       where week >= cohort group by cohort, later order by cohort, later`,
    ],
  };
}

/** Who did most. */
export function mostActive(title: string, limit: number, range: DayRange): Question {
  return {
    name: `topUsers ${limit} ${title}`,
    ask: async (source) => {
      const { users } = await topUsers(source, { limit, ...range });
      return users.flatMap(({ user, count }) => [user.id, count]);
    },
    sql: [
      `select external_id, count
       from (
         select user_id, count(*) as count, max(occurred_at) as last
         from events where user_id is not null and ${during(range)}
         group by 1 order by 2 desc, 3 desc limit ${limit}
       ) as counted
       join users on users.id = user_id
       order by count desc, last desc`,
    ],
    clickhouse: [
      `select external_id, total
       from (
         select user_id, count() as total, max(occurred_at) as last
         from events where user_id > 0 and ${duringThere(range)}
         group by user_id order by total desc, last desc limit ${limit}
       ) as counted
       join users on users.id = counted.user_id
       order by total desc, last desc`,
    ],
  };
}
