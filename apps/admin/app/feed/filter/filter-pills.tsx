import { Link } from "@remix-run/react";
import { X } from "lucide-react";
import type { FeedFilters } from "./filters-in-url.ts";
import { filtersToUrl, isUnfiltered } from "./filters-in-url.ts";
import { writeScalar } from "./scalar-text.ts";

/** The filters in force, each with a way to clear it. `userLabel` is the person's address, where it is known. */
export function FilterPills({ filters, userLabel }: { filters: FeedFilters; userLabel: string | null }) {
  if (isUnfiltered(filters)) return null;
  const pills = [
    ...(filters.name ? [{ side: "Event", value: filters.name, without: { ...filters, name: null } }] : []),
    ...(filters.user
      ? [{ side: "User", value: userLabel ?? filters.user, without: { ...filters, user: null } }]
      : []),
    ...filters.where.map(({ key, value }, index) => ({
      side: key,
      value: writeScalar(value),
      without: { ...filters, where: filters.where.toSpliced(index, 1) },
    })),
  ];
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-1.5">
      {pills.map(({ side, value, without }, index) => (
        <li key={index} className="pill">
          <span className="text-soft">{side}</span>
          <span className="text-small truncate font-mono">{value}</span>
          <Link
            to={`/events${filtersToUrl(without)}`}
            className="pill-clear"
            aria-label={`Clear ${side} ${value}`}
          >
            <X size={14} aria-hidden="true" />
          </Link>
        </li>
      ))}
      {pills.length > 1 && (
        <li>
          <Link to="/events" className="text-soft hover:text-ink px-1.5 underline underline-offset-2">
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}
