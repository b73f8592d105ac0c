import type { EventFilter, Scalar } from "@admin-events/client/query";
import { formatScalar, parseScalar } from "./scalar-text.ts";

/** A metadata property and the value it must have. Conditions with the same key match any of their values. */
interface Condition {
  /** Dots address nested objects. */
  key: string;
  value: Scalar;
}

export interface FeedFilters {
  /** An event name or a pattern such as `post.*`. */
  name: string | null;
  /** The application's id of a person. */
  user: string | null;
  where: readonly Condition[];
  /** Whether entries of the activity log are listed too. */
  hasActivities?: boolean;
}

export const NO_FILTERS: FeedFilters = { name: null, user: null, where: [] };

/**
 * Reads filters such as `?name=order.placed&user=u_1&where.plan=pro&where.items=3`. A text value may be in JSON quotes
 * (`where.plan="pro"`). Empty names and users, and unknown keys, are ignored.
 */
export function filtersFromUrl(search: URLSearchParams): FeedFilters {
  return {
    name: search.get("name") || null,
    user: search.get("user") || null,
    where: [...search]
      .filter(([param]) => param.startsWith("where."))
      .map(([param, text]) => ({ key: param.slice("where.".length), value: parseScalar(text) }))
      .filter(({ key }) => key !== ""),
    ...(search.get("kind") === "all" && { hasActivities: true }),
  };
}

/** The query string that {@link filtersFromUrl} reads back exactly; empty without filters. */
export function filtersToUrl(filters: FeedFilters): string {
  const search = new URLSearchParams();
  if (filters.name) search.append("name", filters.name);
  if (filters.user) search.append("user", filters.user);
  for (const { key, value } of filters.where) search.append(`where.${key}`, formatScalar(value));
  if (filters.hasActivities) search.append("kind", "all");
  const text = search.toString();
  return text && `?${text}`;
}

export function filtersForApi({ name, user, where, hasActivities }: FeedFilters): EventFilter {
  const filter = new Map<string, Scalar[]>();
  for (const { key, value } of where) filter.set(key, [...(filter.get(key) ?? []), value]);
  return {
    ...(name && { name }),
    ...(user && { userId: user }),
    ...(filter.size > 0 && { filter: Object.fromEntries(filter) }),
    ...(hasActivities && { kind: "all" as const }),
  };
}

/** Whether the filter excludes no event. */
export function isEmptyFilter({ name, user, where }: FeedFilters): boolean {
  return name === null && user === null && where.length === 0;
}
