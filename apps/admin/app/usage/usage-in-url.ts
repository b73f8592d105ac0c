import type { ChosenRange } from "../ui/range/chosen-range.ts";
import { rangeFromUrl, writeRange } from "../ui/range/range-in-url.ts";

/** By what the table of users can be sorted. */
const userOrders = ["name", "requests", "sessions", "time", "pageViews", "lastActive"] as const;
export type UserOrder = (typeof userOrders)[number];
export type Direction = "asc" | "desc";

/** What somebody looks at on the page about usage. */
export interface UsageView {
  range: ChosenRange;
  /** The feature whose endpoints are shown; null for none. */
  feature: string | null;
  order: UserOrder;
  direction: Direction;
  /** Part of a user's name, address or id. */
  search: string;
  /** Of the users, from 1. */
  page: number;
}

const usualRange = "30d";
const usualOrder = "lastActive";

/** Reads the view from the page's address. What makes no sense there is as if it were not there. */
export function usageFromUrl(search: URLSearchParams): UsageView {
  const order = userOrders.find((order) => order === search.get("sort")) ?? usualOrder;
  const page = Number(search.get("page"));

  return {
    range: rangeFromUrl(search, usualRange),
    feature: search.get("feature"),
    order,
    direction:
      search.get("dir") === "asc" ? "asc" : search.get("dir") === "desc" ? "desc" : usualDirection(order),
    search: search.get("q") ?? "",
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
}

/** The address of the view; what is usual is left out. */
export function usageUrl({ range, feature, order, direction, search, page }: UsageView): string {
  const params = new URLSearchParams();
  writeRange(params, range, usualRange);
  if (feature !== null) params.set("feature", feature);
  if (search) params.set("q", search);
  if (order !== usualOrder) params.set("sort", order);
  if (direction !== usualDirection(order)) params.set("dir", direction);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();

  return text ? `/usage?${text}` : "/usage";
}

/** Names are read from A, everything else is asked for its most. */
export function usualDirection(order: UserOrder): Direction {
  return order === "name" ? "asc" : "desc";
}
