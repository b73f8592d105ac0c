import type { DateRange } from "../ui/range/date-range.ts";
import { rangeFromUrl, writeRange } from "../ui/range/range-in-url.ts";

const USER_ORDERS = ["name", "requests", "sessions", "time", "pageViews", "lastActive"] as const;
export type UserOrder = (typeof USER_ORDERS)[number];
export type Direction = "asc" | "desc";

/** The options of the usage page. */
export interface UsageView {
  range: DateRange;
  /** The feature whose endpoints are shown. */
  feature: string | null;
  order: UserOrder;
  direction: Direction;
  /** Part of a user's name, email or ID. */
  search: string;
  /** From 1. */
  page: number;
}

const DEFAULT_RANGE = "30d";
const DEFAULT_ORDER = "lastActive";
const MAX_PAGE = 100_000;

/** Reads the options from the URL. Missing and invalid ones get their defaults. */
export function usageFromUrl(search: URLSearchParams): UsageView {
  const order = USER_ORDERS.find((order) => order === search.get("sort")) ?? DEFAULT_ORDER;
  const direction = search.get("dir");
  const page = Number(search.get("page"));

  return {
    range: rangeFromUrl(search, DEFAULT_RANGE),
    feature: search.get("feature"),
    order,
    direction: direction === "asc" || direction === "desc" ? direction : getDefaultDirection(order),
    search: search.get("q") ?? "",
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
}

/** The URL that {@link usageFromUrl} reads back exactly. Defaults are left out. */
export function usageUrl({ range, feature, order, direction, search, page }: UsageView): string {
  const params = new URLSearchParams();
  writeRange(params, range, DEFAULT_RANGE);
  if (feature !== null) params.set("feature", feature);
  if (search) params.set("q", search);
  if (order !== DEFAULT_ORDER) params.set("sort", order);
  if (direction !== getDefaultDirection(order)) params.set("dir", direction);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();

  return text ? `/usage?${text}` : "/usage";
}

/** Names start at A, everything else with the highest value. */
export function getDefaultDirection(order: UserOrder): Direction {
  return order === "name" ? "asc" : "desc";
}
