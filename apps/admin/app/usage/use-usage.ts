import { trpc } from "../api/trpc.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { countDays, toDays } from "../ui/range/date-range.ts";
import type { UsageView } from "./usage-in-url.ts";

// Going back and forth between ranges within a minute sends no requests.
const OPTIONS = { staleTime: 60_000 } as const;
const MAX_ENDPOINTS = 500;

export const USERS_PER_PAGE = 25;

export function useUsageDays({ range }: Pick<UsageView, "range">, today: string) {
  return { ...toDays(range, today), timeZone: useTimeZone() };
}

type Days = ReturnType<typeof useUsageDays>;

export function useUsageOverview(days: Days) {
  return trpc.usage.overview.useQuery(days, OPTIONS);
}

export function useUsageTrends(days: Days) {
  return trpc.usage.trends.useQuery({ ...days, granularity: getGranularity(days) }, OPTIONS);
}

/** Loads all endpoints, so that selecting a feature sends no request. */
export function useUsageEndpoints(days: Days) {
  return trpc.usage.endpoints.useQuery({ ...days, limit: MAX_ENDPOINTS }, OPTIONS);
}

export function useUsageUsers(days: Days, { order, direction, search, page }: UsageView) {
  return trpc.usage.users.useQuery(
    { ...days, order, direction, search: search || undefined, page, pageSize: USERS_PER_PAGE },
    // The table keeps its rows while the next ones load.
    { ...OPTIONS, placeholderData: (before) => before },
  );
}

function getGranularity(days: { from: string; to: string }): "hour" | "day" | "week" | "month" {
  const count = countDays(days);
  if (count <= 1) return "hour";
  if (count <= 92) return "day";

  return count <= 400 ? "week" : "month";
}
