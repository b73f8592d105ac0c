import { sql } from "kysely";
import type { Range } from "../calendar/index.ts";
import { InvalidInput, readRange } from "../calendar/index.ts";
import { nameCondition } from "../events/index.ts";
import type { ChainRules, PersonEvents } from "./follow-chain.ts";
import { followChain } from "./follow-chain.ts";
import type { CountedStep, FunnelStep } from "./funnel-steps.ts";
import { funnelSteps } from "./funnel-steps.ts";
import type { RangeQuestion, Source } from "./source.ts";
import { happenedIn, hasMetadata } from "./sql.ts";
import { titlesOf } from "./titles.ts";

export const funnelOrders = ["any", "ordered", "strict"] as const;

export interface FunnelQuestion extends RangeQuestion {
  /** Names or patterns, the first step first; 1 to 20. */
  names: string[];
  /**
   * `any`: who did this step and all earlier ones within the range, in whatever order (the default).
   * `ordered`: one after the other, within the window from the first. `strict`: and no other step in between.
   */
  order?: (typeof funnelOrders)[number];
  /** Default 14 days. Says nothing in any order. */
  windowSeconds?: number;
}

export const defaultWindowSeconds = 14 * 24 * 3600;
const mostSteps = 20;

/** Counts the people who got to each step. Events without a user do not count. */
export async function funnel(source: Source, question: FunnelQuestion): Promise<{ steps: FunnelStep[] }> {
  const { names, order = "any" } = question;
  if (names.length === 0 || names.length > mostSteps)
    throw new InvalidInput(`A funnel has 1 to ${mostSteps} steps.`);

  const range = readRange({ timeZone: source.timeZone, ...question });
  const counted =
    order === "any"
      ? await countInAnyOrder(source, question, range)
      : await countInOrder(source, question, range);

  return { steps: funnelSteps(names, await titlesOf(source, names), counted) };
}

async function countInAnyOrder(
  source: Source,
  question: FunnelQuestion,
  range: Range,
): Promise<CountedStep[]> {
  const { names } = question;
  const reached = names.map((_, step) => {
    const soFar = names.slice(0, step + 1).map((_, index) => sql`(steps & ${1 << index}) <> 0`);
    return sql`count(*) filter (where ${sql.join(soFar, sql` and `)})::int`;
  });

  const { rows } = await sql<{ counts: number[] }>`
    with person as (
      select event.user_id, bit_or(${stepBits(source, names)}) as steps
      from events as event
      where event.user_id is not null
        and ${anyStep(source, names)} and ${happenedIn(range)} and ${hasMetadata(source, question)}
      group by event.user_id
    )
    select array[${sql.join(reached)}] as counts from person`.execute(source.em.getKysely());

  return (rows[0]?.counts ?? []).map((count) => ({ count, inProgress: 0, durations: [] }));
}

async function countInOrder(source: Source, question: FunnelQuestion, range: Range): Promise<CountedStep[]> {
  const window = (question.windowSeconds ?? defaultWindowSeconds) * 1000;
  const rules: ChainRules = {
    stepCount: question.names.length,
    window,
    strict: question.order === "strict",
    entries: { from: range.from.epochMilliseconds, to: range.to.epochMilliseconds },
    now: source.now.getTime(),
  };
  const counted: CountedStep[] = question.names.map(() => ({ count: 0, inProgress: 0, durations: [] }));

  for (const person of await eventsByPerson(source, question, {
    ...range,
    to: range.to.add({ milliseconds: window + 1 }),
  })) {
    const chain = followChain(person, rules);
    if (!chain) continue;

    for (const [index, time] of chain.reached.entries()) {
      const step = counted[index];
      if (step) step.count++;
      if (index > 0) step?.durations.push((time - (chain.reached[index - 1] ?? time)) / 1000);
    }
    const next = counted[chain.reached.length];
    if (chain.open && next) next.inProgress++;
  }

  return counted;
}

/** The funnel's events of everybody who did the first step, one list a person. */
async function eventsByPerson(
  source: Source,
  question: FunnelQuestion,
  reach: Range,
): Promise<PersonEvents[]> {
  const { names } = question;
  const { rows } = await sql<PersonEvents>`
    select
      array_agg((extract(epoch from event.occurred_at) * 1000)::float8 order by event.occurred_at, event.id) as times,
      array_agg(${stepBits(source, names)} order by event.occurred_at, event.id) as steps
    from events as event
    where event.user_id is not null
      and ${anyStep(source, names)} and ${happenedIn(reach)} and ${hasMetadata(source, question)}
    group by event.user_id
    having bit_or(${stepBits(source, names)}) & 1 <> 0`.execute(source.em.getKysely());

  return rows;
}

/** A number with a bit for each step that the event may serve. */
function stepBits({ catalog }: Source, names: readonly string[]) {
  const bits = names.map(
    (name, index) => sql`(case when ${nameCondition(catalog, name)} then ${1 << index}::int else 0 end)`,
  );

  return sql`(${sql.join(bits, sql` | `)})`;
}

function anyStep({ catalog }: Source, names: readonly string[]) {
  return sql`(${sql.join(
    names.map((name) => nameCondition(catalog, name)),
    sql` or `,
  )})`;
}
