import { sql } from "kysely";
import { metadataCondition, nameCondition } from "../../events/index.ts";
import { anyNameCondition } from "../counting/any-name.ts";
import { createChainFollower } from "./follow-chain.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { reachOf } from "./funnel-rules.ts";
import type { CountedStep } from "./funnel-tally.ts";
import { createFunnelTally } from "./funnel-tally.ts";
import type { FunnelInput } from "./funnel.ts";
import type { QueryContext } from "../query-context.ts";
import { eventsOfPeople, person } from "../counting/events-of-people.ts";

/** Counts a funnel by reading the events themselves. */
export function countFunnelInSql(
  context: QueryContext,
  input: FunnelInput,
  rules: FunnelRules,
): Promise<CountedStep[]> {
  return rules.order === "any" ? countInAnyOrder(context, input, rules) : countInOrder(context, input, rules);
}

async function countInAnyOrder(
  context: QueryContext,
  input: FunnelInput,
  rules: FunnelRules,
): Promise<CountedStep[]> {
  const reached = input.names.map((_, step) => {
    const soFar = (1 << (step + 1)) - 1;
    return sql`count(*) filter (where steps & ${soFar}::int = ${soFar}::int)::int`;
  });

  const { rows } = await sql<{ counts: number[] }>`
    with person as (
      select ${person}, bit_or(${stepBits(context, input)}) as steps
      from ${eventsOfPeople}
      where ${isConcerned(context, input, rules)}
      group by 1
    )
    select array[${sql.join(reached)}] as counts from person`.execute(context.em.getKysely());

  return (rows[0]?.counts ?? []).map((count) => ({
    count,
    inProgress: 0,
    medianSeconds: null,
    p90Seconds: null,
  }));
}

interface ConcernedEvent {
  person: number;
  time: number;
  steps: number;
}

async function countInOrder(
  context: QueryContext,
  input: FunnelInput,
  rules: FunnelRules,
): Promise<CountedStep[]> {
  const { rows } = await sql<ConcernedEvent>`
    select
      ${person} as person,
      (extract(epoch from event.occurred_at) * 1000)::float8 as time,
      ${stepBits(context, input)} as steps
    from ${eventsOfPeople}
    where ${isConcerned(context, input, rules)}
    order by person, event.occurred_at, steps`.execute(context.em.getKysely());
  const times = Float64Array.from(rows, ({ time }) => time);
  const steps = Uint32Array.from(rows, ({ steps }) => steps);

  const follower = createChainFollower({ times, steps }, { ...rules, strict: rules.order === "strict" });
  const tally = createFunnelTally(rules.stepCount);
  for (let start = 0, end = 0; start < rows.length; start = end) {
    while (end < rows.length && rows[end]?.person === rows[start]?.person) end++;
    tally.add(follower, follower.follow(start, end));
  }

  return tally.steps();
}

/** A number with a bit for each step that the event may serve. */
function stepBits({ catalog }: QueryContext, { names }: FunnelInput) {
  const bits = names.map(
    (name, index) => sql`(case when ${nameCondition(catalog, name)} then ${1 << index}::int else 0 end)`,
  );

  return sql`(${sql.join(bits, sql` | `)})`;
}

function isConcerned(context: QueryContext, input: FunnelInput, rules: FunnelRules) {
  const from = new Date(rules.entries.from).toISOString();
  const to = new Date(reachOf(rules)).toISOString();

  return sql`
    event.user_id is not null
    and ${anyNameCondition(context.catalog, input.names)}
    and event.occurred_at >= ${from}::timestamptz and event.occurred_at < ${to}::timestamptz
    and ${metadataCondition(input.filter)}`;
}
