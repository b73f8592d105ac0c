import type { FeedFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import type { Pill } from "./pill-list.tsx";
import { PillList } from "./pill-list.tsx";
import { formatScalar } from "./scalar-text.ts";

/** The active filters of the feed. `userLabel` is the email of the person filtered by, if known. */
export function FilterPills({ filters, userLabel }: { filters: FeedFilters; userLabel: string | null }) {
  const { name, user, where } = filters;
  const pill = (label: string, value: string, without: Partial<FeedFilters>): Pill => ({
    label,
    value,
    without: `/events${filtersToUrl({ ...filters, ...without })}`,
  });
  const pills = [
    ...(name ? [pill("Event", name, { name: null })] : []),
    ...(user ? [pill("Person", userLabel ?? user, { user: null })] : []),
    ...where.map(({ key, value }, index) =>
      pill(key, formatScalar(value), { where: where.toSpliced(index, 1) }),
    ),
  ];
  return <PillList pills={pills} clearAll="/events" />;
}
