import type { Scalar } from "./scalar-text.ts";
import { parseScalar, writeScalar } from "./scalar-text.ts";

/** One metadata property and a value it must have. Several with the same key: any of their values will do. */
interface Condition {
  /** Dots address nested objects. */
  key: string;
  value: Scalar;
}

/** Which events the feed shows. Null and an empty list leave a side open. */
export interface FeedFilters {
  /** An event name, or all of a subject: `post.*`. */
  name: string | null;
  /** The app's own id of a person. */
  user: string | null;
  where: readonly Condition[];
}

export const noFilters: FeedFilters = { name: null, user: null, where: [] };

/**
 * The filters in a page's address: `?name=order.placed&user=u_1&where.plan=pro&where.items=3`.
 * A text value may also stand in JSON quotes (`where.plan="pro"`). Empty names and users, and foreign keys, are ignored.
 */
export function filtersFromUrl(search: URLSearchParams): FeedFilters {
  return {
    name: search.get("name") || null,
    user: search.get("user") || null,
    where: [...search]
      .filter(([param]) => param.startsWith("where."))
      .map(([param, text]) => ({ key: param.slice("where.".length), value: parseScalar(text) }))
      .filter(({ key }) => key !== ""),
  };
}

/** The address part that {@link filtersFromUrl} reads back exactly; an empty text without filters. */
export function filtersToUrl(filters: FeedFilters): string {
  const search = new URLSearchParams();
  if (filters.name) search.append("name", filters.name);
  if (filters.user) search.append("user", filters.user);
  for (const { key, value } of filters.where) search.append(`where.${key}`, writeScalar(value));
  const text = search.toString();
  return text && `?${text}`;
}

/** The filters as the API takes them. */
export function filtersForApi({ name, user, where }: FeedFilters): FilterInput {
  const filter = new Map<string, Scalar[]>();
  for (const { key, value } of where) filter.set(key, [...(filter.get(key) ?? []), value]);
  return {
    ...(name && { name }),
    ...(user && { userId: user }),
    ...(filter.size > 0 && { filter: Object.fromEntries(filter) }),
  };
}

/** Whether nothing is filtered. */
export function isUnfiltered({ name, user, where }: FeedFilters): boolean {
  return name === null && user === null && where.length === 0;
}

interface FilterInput {
  name?: string;
  userId?: string;
  filter?: Record<string, Scalar[]>;
}
