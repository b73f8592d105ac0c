import { trpc } from "../api/trpc.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { countDays, daysOf } from "../ui/range/chosen-range.ts";
import type { UsageView } from "./usage-in-url.ts";

/** Figures may be a minute old: going back and forth between ranges asks nothing anew. */
const options = { staleTime: 60_000 } as const;

export const usersOnPage = 25;

/** The days of a view as the API takes them. */
export function useUsageDays({ range }: Pick<UsageView, "range">, today: string) {
  return { ...daysOf(range, today), timeZone: useTimeZone() };
}

type Days = ReturnType<typeof useUsageDays>;

export function useUsageOverview(days: Days) {
  return trpc.usage.overview.useQuery(days, options);
}

export function useUsageTrends(days: Days) {
  return trpc.usage.trends.useQuery({ ...days, granularity: granularityOf(days) }, options);
}

/** All of them, so that looking into a feature asks nothing. */
export function useUsageEndpoints(days: Days) {
  return trpc.usage.endpoints.useQuery({ ...days, limit: 500 }, options);
}

export function useUsageUsers(days: Days, { order, direction, search, page }: UsageView) {
  return trpc.usage.users.useQuery(
    { ...days, order, direction, search: search || undefined, page, pageSize: usersOnPage },
    // The table keeps its rows while the next ones are on their way.
    { ...options, placeholderData: (before) => before },
  );
}

/** Days as long as they can be told apart. */
function granularityOf(days: { from: string; to: string }): "day" | "week" | "month" {
  const count = countDays(days);
  if (count <= 92) return "day";

  return count <= 400 ? "week" : "month";
}
