import { sql } from "kysely";
import { metadataCondition, nameCondition } from "../../events/index.ts";
import { anyNameCondition, resolvedEvents, resolvedUserId } from "../counts/resolved-events.sql.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import { createChainFollower } from "./follow-chain.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { getEventsEnd } from "./funnel-rules.ts";
import type { StepCounts } from "./funnel-tally.ts";
import { createFunnelTally } from "./funnel-tally.ts";

interface NamesAndFilter extends Pick<RangeInput, "filter" | "kind"> {
  names: string[];
}

export function countFunnelInSql(
  context: QueryContext,
  input: NamesAndFilter,
  rules: FunnelRules,
): Promise<StepCounts[]> {
  return rules.order === "any" ? countInAnyOrder(context, input, rules) : countInOrder(context, input, rules);
}

async function countInAnyOrder(
  context: QueryContext,
  input: NamesAndFilter,
  rules: FunnelRules,
): Promise<StepCounts[]> {
  const counts = input.names.map((_, step) => {
    const bits = (1 << (step + 1)) - 1;
    return sql`count(*) filter (where steps & ${bits}::int = ${bits}::int)::int`;
  });

  const { rows } = await sql<{ counts: number[] }>`
    with by_user as (
      select ${resolvedUserId}, bit_or(${matchedSteps(context, input)}) as steps
      from ${resolvedEvents}
      where ${isRelevant(context, input, rules)}
      group by 1
    )
    select array[${sql.join(counts)}] as counts from by_user`.execute(context.em.getKysely());

  return (rows[0]?.counts ?? []).map((count) => ({
    count,
    inProgress: 0,
    medianSeconds: null,
    p90Seconds: null,
  }));
}

interface FunnelEventRow {
  userId: number;
  time: number;
  steps: number;
}

async function countInOrder(
  context: QueryContext,
  input: NamesAndFilter,
  rules: FunnelRules,
): Promise<StepCounts[]> {
  const { rows } = await sql<FunnelEventRow>`
    select
      ${resolvedUserId} as "userId",
      (extract(epoch from event.occurred_at) * 1000)::float8 as time,
      ${matchedSteps(context, input)} as steps
    from ${resolvedEvents}
    where ${isRelevant(context, input, rules)}
    order by "userId", event.occurred_at, steps`.execute(context.em.getKysely());
  const times = Float64Array.from(rows, ({ time }) => time);
  const steps = Uint32Array.from(rows, ({ steps }) => steps);

  const follower = createChainFollower({ times, steps }, { ...rules, isStrict: rules.order === "strict" });
  const tally = createFunnelTally(rules.stepCount);
  for (let start = 0, end = 0; start < rows.length; start = end) {
    while (end < rows.length && rows[end]?.userId === rows[start]?.userId) end++;
    tally.add(follower, follower.follow(start, end));
  }

  return tally.getSteps();
}

/** A number with a bit for each step that the event matches. */
function matchedSteps({ catalog }: QueryContext, { names, kind = "event" }: NamesAndFilter) {
  const bits = names.map(
    (name, index) =>
      sql`(case when ${nameCondition(catalog, name, kind)} then ${1 << index}::int else 0 end)`,
  );

  return sql`(${sql.join(bits, sql` | `)})`;
}

function isRelevant(context: QueryContext, input: NamesAndFilter, rules: FunnelRules) {
  const from = new Date(rules.entries.from).toISOString();
  const to = new Date(getEventsEnd(rules)).toISOString();

  return sql`
    event.user_id is not null
    and ${anyNameCondition(context.catalog, input.names, input.kind)}
    and event.occurred_at >= ${from}::timestamptz and event.occurred_at < ${to}::timestamptz
    and ${metadataCondition(input.filter)}`;
}
