import type { PanelContext } from "../load-context.ts";
import { confirmation, dashboardNames, registration } from "./dashboard-names.ts";
import { dashboardRanges } from "./dashboard-ranges.ts";

/** Everything the dashboard shows, asked for at once. */
export async function loadDashboard(api: PanelContext["api"], timeZone: string, now: number) {
  const { stats, days, quarters } = dashboardRanges(timeZone, now);
  const [counts, daily, quarterly, stacked, funnel] = await Promise.all([
    Promise.all(stats.map(({ range }) => api.aggregate({ name: registration, timeZone, ...range }))),
    api.barChart({ name: registration, interval: "day", timeZone, ...days }),
    api.barChart({ name: registration, interval: "quarter", timeZone, ...quarters }),
    api.stackedBarChart({ names: [registration, confirmation], interval: "day", timeZone, ...days }),
    api.funnel({ names: dashboardNames, order: "any", timeZone, ...days }),
  ]);
  return {
    stats: stats.map(({ label, before }, index) => ({ label, before, ...counts[index] })),
    daily,
    quarterly,
    stacked,
    funnel,
  };
}
