import type { Comparison } from "../../analytics/index.ts";
import { compare, countPeople } from "../../analytics/index.ts";
import type { Range } from "../../calendar/index.ts";
import { getPreviousRange } from "../../calendar/index.ts";
import { countRequests } from "./count-requests.sql.ts";
import type { Edges } from "./edges.sql.ts";
import { getEdges, getSlices } from "./edges.sql.ts";
import { sumVisits } from "./sum-visits.sql.ts";
import type { UsageContext, UsageInput } from "./usage-context.ts";
import { getLastDays, resolveUsageRange } from "./usage-context.ts";

/** Numbers of a range, each compared with the previous range. The first three cover fixed ranges up to now. */
export interface UsageOverview {
  /** People with at least one event today so far; previous: yesterday up to the same time. */
  activeToday: Comparison;
  /** Active people of the last 7 days, including today. */
  activeWeek: Comparison;
  /** Active people of the last 30 days, including today. */
  activeMonth: Comparison;
  requests: Comparison;
  /** Sessions that started in the range. */
  sessions: Comparison;
  /** The mean length of these sessions; null without a session. */
  averageSessionSeconds: { current: number | null; previous: number | null; previousFull: number | null };
  pageViews: Comparison;
  /** Active people of the range, as the analytics count them: with at least one event that is not an activity. */
  uniqueUsers: Comparison;
}

/** Compares the usage of a range with that of the previous range. */
export async function getUsageOverview(
  context: UsageContext,
  input: UsageInput = {},
): Promise<UsageOverview> {
  const { em, now } = context;
  const calendar = { timeZone: input.timeZone ?? context.timeZone, now };
  const windows = [
    resolveUsageRange(context, input),
    ...[1, 7, 30].map((days) => getLastDays(calendar, days)),
  ].map((range) => addPreviousRanges(range, now));
  const [window] = windows as [ComparedRanges];
  const edges = getEdges(window);

  const users = await countPeople(context, windows.flat());
  const [uniqueUsers, activeToday, activeWeek, activeMonth] = windows.map((_, index) =>
    compare(...(users.slice(index * 3, index * 3 + 3) as [number, number, number])),
  ) as [Comparison, Comparison, Comparison, Comparison];
  const requests = await countRequests(em, edges);
  const visits = await sumVisits(em, edges);

  const getTotals = (sums: Map<number, object>, field: string) =>
    window.map((range) => sumSlices(sums as Map<number, Record<string, number>>, field, edges, range)) as [
      number,
      number,
      number,
    ];
  const sessions = getTotals(visits, "sessions");
  const [current, previous, previousFull] = getTotals(visits, "sessionSeconds").map((seconds, index) =>
    sessions[index] ? seconds / sessions[index] : null,
  ) as [number | null, number | null, number | null];

  return {
    activeToday,
    activeWeek,
    activeMonth,
    requests: compare(...getTotals(requests, "total")),
    sessions: compare(...sessions),
    averageSessionSeconds: { current, previous, previousFull },
    pageViews: compare(...getTotals(visits, "pageViews")),
    uniqueUsers,
  };
}

type ComparedRanges = [range: Range, comparable: Range, full: Range];

function addPreviousRanges(range: Range, now: Date): ComparedRanges {
  const { comparable, full } = getPreviousRange(range, now);

  return [range, comparable, full];
}

function sumSlices(
  sums: Map<number, Record<string, number>>,
  field: string,
  edges: Edges,
  range: Range,
): number {
  const { first, end } = getSlices(edges, range);
  let total = 0;
  for (let slice = first; slice < end; slice++) total += sums.get(slice)?.[field] ?? 0;

  return total;
}
