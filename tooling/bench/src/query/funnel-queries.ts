import { countFunnel } from "@admin-events/core/analytics";
import type { BenchQuery } from "./query.ts";
import type { DayRange } from "./ranges.ts";
import { inRange, inRangeClickhouse, clickhouseTime, nameId, quoted } from "./sql-text.ts";

const windowDays = 7;
const windowSeconds = windowDays * 24 * 3600;

export function anyOrderFunnelQuery(title: string, names: string[], range: DayRange): BenchQuery {
  const steps = names.map((_, index) => index + 1);

  return {
    name: `funnel any order ${names.length} steps ${title}`,
    run: async (context) => {
      const result = await countFunnel(context, { names, order: "any", ...range });
      return result.steps.map(({ count }) => count);
    },
    sql: [
      `select ${steps.map((step) => `count(*) filter (where ${and(steps.slice(0, step).map((s) => `step_${s}`))})`).join(", ")}
       from (
         select user_id, ${names.map((name, index) => `bool_or(name_id = ${nameId(name)}) as step_${index + 1}`).join(", ")}
         from admin_events.events
         where user_id is not null and name_id = any(array[${names.map(nameId).join(", ")}]) and ${inRange(range)}
         group by user_id
       ) as person`,
    ],
    clickhouse: [
      `with ${names.map((name, index) => `(select groupBitmapState(user_id) from events where name = '${name}' and user_id > 0 and ${inRangeClickhouse(range)}) as step_${index + 1}`).join(", ")}
       select ${steps.map((step) => `bitmapCardinality(${intersection(step)})`).join(", ")}`,
    ],
  };
}

/**
 * Ordered, within seven days of the entry. `windowFunnel` and our definition agree here, because no two sample events
 * share a millisecond and no name appears twice: entries are in the range, the window includes its end, and of all
 * entries of a person the one that gets furthest counts.
 */
export function orderedFunnelQuery(title: string, names: string[], range: DayRange): BenchQuery {
  const steps = names.map((_, index) => index + 1);
  const scanned = {
    from: range.from,
    to: new Date(Date.parse(range.to) + windowSeconds * 1000 + 1).toISOString(),
  };
  const isEntry = `name = '${names[0]}' and occurred_at < ${clickhouseTime(range.to)}`;

  return {
    name: `funnel ordered ${names.length} steps 7-day window ${title}`,
    run: async (context) => {
      const result = await countFunnel(context, { names, order: "ordered", windowSeconds, ...range });
      return result.steps.map(({ count }) => count);
    },
    sql: [
      `select ${steps.map((step) => `count(*) filter (where step_${step})`).join(", ")}
       from (
         select user_id, ${steps.map((step) => `bool_or(start_${step} is not null) as step_${step}`).join(", ")}
         from ${chainStarts(names.length, { names, range, scanned })} as chained
         group by user_id
       ) as person`,
    ],
    clickhouse: [
      `select ${steps.map((step) => `countIf(level >= ${step})`).join(", ")}
       from (
         select windowFunnel(${windowSeconds * 1000})(
           toUInt64(toUnixTimestamp64Milli(occurred_at)),
           ${[isEntry, ...names.slice(1).map((name) => `name = '${name}'`)].join(", ")}
         ) as level
         from events
         where name in (${quoted(names)}) and user_id > 0 and ${inRangeClickhouse(scanned)}
         group by user_id
       )`,
    ],
  };
}

interface Chain {
  names: string[];
  range: DayRange;
  /** The range and the window after it. */
  scanned: DayRange;
}

/**
 * The funnel's events, each with the latest entry (`start_n`) from which n steps lead to it: the latest entry leaves the
 * most time for the following steps.
 */
function chainStarts(step: number, chain: Chain): string {
  if (step === 1) {
    return `(
      select user_id, occurred_at, name_id,
        case when name_id = ${nameId(chain.names[0] ?? "")} and occurred_at < '${chain.range.to}' then occurred_at end as start_1
      from admin_events.events
      where user_id is not null and name_id = any(array[${chain.names.map(nameId).join(", ")}]) and ${inRange(chain.scanned)}
    )`;
  }

  return `(
    select *,
      case when name_id = ${nameId(chain.names[step - 1] ?? "")} and occurred_at <= latest_${step - 1} + interval '${windowDays} days'
        then latest_${step - 1} end as start_${step}
    from (
      select *, max(start_${step - 1}) over (partition by user_id order by occurred_at) as latest_${step - 1}
      from ${chainStarts(step - 1, chain)} as reached
    ) as reachable
  )`;
}

function and(conditions: readonly string[]): string {
  return conditions.join(" and ");
}

function intersection(step: number): string {
  return step === 1 ? "step_1" : `bitmapAnd(${intersection(step - 1)}, step_${step})`;
}
