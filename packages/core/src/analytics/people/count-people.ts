import type { Range } from "../../calendar/index.ts";
import type { QueryContext } from "../query-context.ts";
import { countPeopleInSql } from "./people.sql.ts";

/**
 * Counts the people who are active in each range: users, and visitors who are not linked to one, with at least one event
 * that is not an activity. `activeUsers` counts the same people; every page that shows active people uses one of the two.
 *
 * @param ranges may overlap
 */
export async function countPeople(
  { em, engine }: Pick<QueryContext, "em" | "engine">,
  ranges: readonly Range[],
): Promise<number[]> {
  if (ranges.length === 0) return [];
  const names = await em
    .getKysely()
    .selectFrom("event_names")
    .select("id")
    .where("is_activity", "=", false)
    .execute();
  const nameIds = names.map(({ id }) => id);
  const rules = {
    ranges: ranges.map(({ from, to }) => ({ from: from.epochMilliseconds, to: to.epochMilliseconds })),
  };
  if (!engine) return countPeopleInSql(em, nameIds, rules);

  return engine.run("people", {
    ...rules,
    nameIds,
    from: Math.min(...rules.ranges.map(({ from }) => from)),
    to: Math.max(...rules.ranges.map(({ to }) => to)),
  });
}
