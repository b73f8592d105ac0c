import type { Comparison } from "../../analytics/index.ts";
import { compare } from "../../analytics/index.ts";
import type { Range } from "../../calendar/index.ts";
import { getPreviousRange } from "../../calendar/index.ts";
import { countActiveUsers } from "./count-active-users.ts";
import { countRequests } from "./count-requests.ts";
import type { Edges } from "./edges.ts";
import { getEdges, placesOf } from "./edges.ts";
import { sumVisits } from "./sum-visits.ts";
import type { UsageInput, UsageContext } from "./usage-context.ts";
import { lastDays, usageRange } from "./usage-context.ts";

/** Each figure with that of the time before. The first three are about now, whatever the range. */
export interface UsageOverview {
  /** Users active today so far; before: yesterday up to the same time of day. */
  activeToday: Comparison;
  /** Users active in the last 7 days, today included. */
  activeWeek: Comparison;
  /** Users active in the last 30 days, today included. */
  activeMonth: Comparison;
  requests: Comparison;
  /** Sessions that began in the range. */
  sessions: Comparison;
  /** Mean length of the sessions that began in the range; null without a session. */
  averageSessionSeconds: { current: number | null; previous: number | null; previousFull: number | null };
  pageViews: Comparison;
  /** Users active in the range, each once. */
  uniqueUsers: Comparison;
}

/** The figures of a range beside those of the time before it. */
export async function overview(context: UsageContext, input: UsageInput = {}): Promise<UsageOverview> {
  const { em, now } = context;
  const calendar = { timeZone: input.timeZone ?? context.timeZone, now };
  const windows = [usageRange(context, input), ...[1, 7, 30].map((days) => lastDays(calendar, days))].map(
    (range) => withRangesBefore(range, now),
  );
  const [window] = windows as [RangeWithBefore];
  const edges = getEdges(window);

  const users = await countActiveUsers(em, windows.flat());
  const [uniqueUsers, activeToday, activeWeek, activeMonth] = windows.map((_, place) =>
    compare(...(users.slice(place * 3, place * 3 + 3) as [number, number, number])),
  ) as [Comparison, Comparison, Comparison, Comparison];
  const requests = await countRequests(em, edges);
  const visits = await sumVisits(em, edges);

  const totals = (sums: Map<number, object>, figure: string) =>
    window.map((range) => totalOf(sums as Map<number, Record<string, number>>, figure, edges, range)) as [
      number,
      number,
      number,
    ];
  const sessions = totals(visits, "sessions");
  const [current, previous, previousFull] = totals(visits, "sessionSeconds").map((seconds, place) =>
    sessions[place] ? seconds / sessions[place] : null,
  ) as [number | null, number | null, number | null];

  return {
    activeToday,
    activeWeek,
    activeMonth,
    requests: compare(...totals(requests, "total")),
    sessions: compare(...sessions),
    averageSessionSeconds: { current, previous, previousFull },
    pageViews: compare(...totals(visits, "pageViews")),
    uniqueUsers,
  };
}

type RangeWithBefore = [range: Range, comparable: Range, full: Range];

function withRangesBefore(range: Range, now: Date): RangeWithBefore {
  const { comparable, full } = getPreviousRange(range, now);

  return [range, comparable, full];
}

function totalOf(
  sums: Map<number, Record<string, number>>,
  figure: string,
  edges: Edges,
  range: Range,
): number {
  const { first, end } = placesOf(edges, range);
  let total = 0;
  for (let place = first; place < end; place++) total += sums.get(place)?.[figure] ?? 0;

  return total;
}
