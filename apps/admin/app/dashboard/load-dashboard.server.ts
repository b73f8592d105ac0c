import { events, getDashboardSteps, getPluralTitle } from "@admin-events/catalog";
import type { PanelContext } from "../load-context.ts";
import { toHistoryDates } from "../session/history.ts";
import { chooseDashboardEvents } from "./choose-dashboard-events.ts";
import { getDashboardRanges } from "./dashboard-ranges.ts";

type Api = PanelContext["api"];
type DashboardRanges = ReturnType<typeof getDashboardRanges>;

/** `first` is null if there is no event to show. `steps` has at least two events, or is null. */
export async function loadDashboard(api: Api, timeZone: string, now: number) {
  const ranges = getDashboardRanges(timeZone, now);
  const steps = getDashboardSteps(events);
  const [declared, history] = await Promise.all([loadCharts(api, steps, timeZone, ranges), api.history()]);
  const hasHappened = declared.first?.stats.some(({ current }) => current > 0) ?? false;
  // The names are counted only for an unused catalog: the dashboard is loaded with every few events.
  const chosen = hasHappened ? steps : chooseDashboardEvents(events, await api.names());
  const isDeclared = chosen.join() === steps.join();

  return {
    ...(isDeclared ? declared : await loadCharts(api, chosen, timeZone, ranges)),
    names: chosen,
    titles: chosen.map((name) => getPluralTitle(events, name)),
    /** Whether the catalog declares the events as steps of one way. */
    isDeclared,
    history: toHistoryDates(timeZone, history.eventsFrom, now),
  };
}

async function loadCharts(
  api: Api,
  names: readonly string[],
  timeZone: string,
  { stats, days, quarters }: DashboardRanges,
) {
  const [name, second] = names;
  const [first, steps] = await Promise.all([
    name === undefined
      ? null
      : Promise.all([
          Promise.all(
            stats.map(async ({ label, range }) => ({
              label,
              range,
              ...(await api.aggregate({ name, timeZone, ...range })),
            })),
          ),
          api.barChart({ name, interval: "day", timeZone, ...days }),
          api.barChart({ name, interval: "quarter", timeZone, ...quarters }),
        ]),
    name === undefined || second === undefined
      ? null
      : Promise.all([
          api.stackedBarChart({ names: [second, name], interval: "day", timeZone, ...days }),
          api.funnel({ names: [...names], order: "any", timeZone, ...days }),
        ]),
  ]);

  return {
    first: first && { stats: first[0], daily: first[1], quarterly: first[2] },
    steps: steps && { stacked: steps[0], funnel: steps[1] },
  };
}
