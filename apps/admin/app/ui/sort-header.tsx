import { Link } from "@remix-run/react";
import { ArrowDown, ArrowUp } from "lucide-react";

/** A column header that sorts the table. */
export function SortHeader({ title, to, sorted, align = "right", className }: SortHeaderProps) {
  const Arrow = sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={sorted ?? undefined} className={className}>
      <Link
        to={to}
        preventScrollReset
        className={`hover:text-foreground group inline-flex min-h-6 items-center gap-1 ${sorted ? "text-foreground font-semibold" : ""} ${align === "left" ? "flex-row-reverse" : ""}`}
      >
        <Arrow
          size={12}
          strokeWidth={2.5}
          className={sorted ? "" : "opacity-0 group-hover:opacity-100"}
          aria-hidden="true"
        />
        {title}
      </Link>
    </th>
  );
}

interface SortHeaderProps {
  title: string;
  to: string;
  /** Null when the table is not sorted by this column. */
  sorted: "ascending" | "descending" | null;
  align?: "left" | "right";
  className?: string;
}
