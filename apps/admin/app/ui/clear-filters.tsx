import { Link } from "@remix-run/react";
import { buttonClass } from "./button.tsx";

/** The way out of a list without matches. `to` is the page without filters. */
export function ClearFilters({ to }: { to: string }) {
  return (
    <Link to={to} className={buttonClass()}>
      Clear all filters
    </Link>
  );
}
