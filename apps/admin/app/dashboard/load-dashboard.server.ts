import type { PanelContext } from "../load-context.ts";
import { toHistoryDates } from "../session/history.ts";
import { CONFIRMATION, DASHBOARD_NAMES, SIGN_UP } from "./dashboard-names.ts";
import { getDashboardRanges } from "./dashboard-ranges.ts";

export async function loadDashboard(api: PanelContext["api"], timeZone: string, now: number) {
  const { stats, days, quarters } = getDashboardRanges(timeZone, now);
  const [counts, daily, quarterly, stacked, funnel, history] = await Promise.all([
    Promise.all(stats.map(({ range }) => api.aggregate({ name: SIGN_UP, timeZone, ...range }))),
    api.barChart({ name: SIGN_UP, interval: "day", timeZone, ...days }),
    api.barChart({ name: SIGN_UP, interval: "quarter", timeZone, ...quarters }),
    api.stackedBarChart({ names: [CONFIRMATION, SIGN_UP], interval: "day", timeZone, ...days }),
    api.funnel({ names: DASHBOARD_NAMES, order: "any", timeZone, ...days }),
    api.history(),
  ]);
  return {
    stats: stats.map(({ label, range }, index) => ({ label, range, ...counts[index] })),
    daily,
    quarterly,
    stacked,
    funnel,
    history: toHistoryDates(timeZone, history.eventsFrom, now),
  };
}
