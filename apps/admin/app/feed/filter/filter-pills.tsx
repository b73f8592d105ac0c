import type { FeedFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import type { Pill } from "./pill-list.tsx";
import { PillList } from "./pill-list.tsx";
import { writeScalar } from "./scalar-text.ts";

/** The filters of the feed, each with a way to clear it. `userLabel` is the person's address, where it is known. */
export function FilterPills({ filters, userLabel }: { filters: FeedFilters; userLabel: string | null }) {
  const { name, user, where } = filters;
  const pill = (side: string, value: string, without: Partial<FeedFilters>): Pill => ({
    side,
    value,
    without: `/events${filtersToUrl({ ...filters, ...without })}`,
  });
  const pills = [
    ...(name ? [pill("Event", name, { name: null })] : []),
    ...(user ? [pill("User", userLabel ?? user, { user: null })] : []),
    ...where.map(({ key, value }, index) =>
      pill(key, writeScalar(value), { where: where.toSpliced(index, 1) }),
    ),
  ];
  return <PillList pills={pills} clearAll="/events" />;
}
