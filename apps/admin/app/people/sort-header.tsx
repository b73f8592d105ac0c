import { Link } from "@remix-run/react";
import { ArrowDown } from "lucide-react";

/** The head of a column by which a table can be sorted, the highest or latest first. */
export function SortHeader({ to, isSorted, children }: SortHeaderProps) {
  return (
    <th scope="col" aria-sort={isSorted ? "descending" : undefined}>
      <Link to={to} preventScrollReset className="sort-link" data-sorted={isSorted || undefined}>
        <ArrowDown size={12} strokeWidth={2.5} aria-hidden="true" />
        {children}
      </Link>
    </th>
  );
}

interface SortHeaderProps {
  to: string;
  isSorted: boolean;
  children: string;
}
