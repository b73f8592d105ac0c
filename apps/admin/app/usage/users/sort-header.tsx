import { Link } from "@remix-run/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { UserOrder, UsageView } from "../usage-in-url.ts";
import { usageUrl, usualDirection } from "../usage-in-url.ts";

/** A column's head that sorts by the column, and the other way round when it does so already. */
export function SortHeader({ title, order, view, className }: SortHeaderProps) {
  const isSorted = view.order === order;
  const turned = view.direction === "asc" ? "desc" : "asc";
  const direction = isSorted ? turned : usualDirection(order);
  const Arrow = view.direction === "asc" ? ArrowUp : ArrowDown;

  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (view.direction === "asc" ? "ascending" : "descending") : undefined}
    >
      <Link
        to={usageUrl({ ...view, order, direction, page: 1 })}
        preventScrollReset
        className="hover:text-ink inline-flex items-center gap-1"
      >
        {title}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </Link>
    </th>
  );
}

interface SortHeaderProps {
  title: string;
  order: UserOrder;
  view: UsageView;
  className: string;
}
